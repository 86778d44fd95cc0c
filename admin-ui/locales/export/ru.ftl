# Сохранение и печать

save-title = Сохранить и напечатать
save-text = Что сейчас даёт этот договор: для других программ и для ваших документов.
save-report = Отчёт (JSON)…
save-limits = Ограничения (CSV)…
certificate-title = Подтверждение прав
certificate-back = Назад
certificate-granted = Предоставлено
certificate-licences = По этим лицензиям
certificate-checked = Проверка
certificate-text = { $at } подписи этих лицензий проверены на этом компьютере, лицензии действуют.

usage-import = Импортировать данные об использовании…
usage-hint = Таблица (CSV) из двух столбцов: право и количество.
usage-told-by = передано страницей { $origin }
