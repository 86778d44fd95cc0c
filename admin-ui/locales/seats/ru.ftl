# Страница мест

seats-title = Места
seats-intro = Кому какие права выданы из тех, что выдаются людям поимённо.
seats-no-account = Сначала откройте лицензию: в ней указано, что можно выдать.
seats-choose-account = Сначала выберите договор.
seats-nothing-assignable = В лицензиях этого договора нет прав, которые выдаются людям поимённо.
seats-nobody = В списке пока никого нет
seats-nobody-text = Импортируйте список пользователей в виде файла CSV или добавьте их вручную.
seats-people =
    { $count ->
        [one] { $number } человек
        [few] { $number } человека
        [many] { $number } человек
       *[other] { $number } человека
    }
seats-shown = показано: { $number }
seats-registered = { $name }: { $used } из { $granted }
seats-search = Поиск
seats-show = Показать
seats-show-everybody = всех
seats-show-with = с правом «{ $name }»
seats-show-without = без права «{ $name }»
seats-show-over = сверх лицензии
seats-show-unsaved = с несохранёнными изменениями
seats-save-none = Сохранить
seats-save =
    { $count ->
        [one] Сохранить { $number } изменение
        [few] Сохранить { $number } изменения
        [many] Сохранить { $number } изменений
       *[other] Сохранить { $number } изменения
    }
seats-unsaved =
    { $count ->
        [one] Не сохранено { $number } изменение.
        [few] Не сохранено { $number } изменения.
        [many] Не сохранено { $number } изменений.
       *[other] Не сохранено { $number } изменения.
    }
seats-reset = Сбросить
seats-table = Люди и их места
seats-table-hint = Стрелки переходят от места к месту, пробел выдаёт место или забирает его.
seats-user = Имя пользователя
seats-first = Имя
seats-last = Фамилия
seats-count = ({ $given }/{ $granted })
seats-tick = { $entitlement }: { $name }
seats-tick-shown = { $entitlement }: все показанные
seats-remove = Убрать из списка: { $name }
seats-remove-title = Убрать
seats-none-found = Никого не найдено. Измените поиск или покажите всех.
seats-print = Печать
seats-print-part = Первые { $number } из { $all } человек. Чтобы получить всех, экспортируйте список.
seats-export = Экспорт в CSV
seats-import-choose = Импорт CSV…

seats-denied = Все места «{ $name }» выданы: { $granted }.
seats-denied-ways = Заберите место у того, кому оно больше не нужно, или откройте лицензию на большее число.
seats-denied-show = Показать, у кого есть место
seats-denied-licence = Открыть лицензию
seats-denied-unknown = В списке нет никого с именем пользователя { $name }.

seats-over-title = Мест выдано больше, чем разрешено
seats-over-text = Никто не теряет своё место. Новые нельзя выдать, пока не забрано достаточно мест или не открыта лицензия на большее число.
seats-over =
    { $count ->
        [one] { $name }: лишних мест { $number }. Выдано последним:
        [few] { $name }: лишних мест { $number }. Выданы последними:
        [many] { $name }: лишних мест { $number }. Выданы последними:
       *[other] { $name }: лишних мест { $number }. Выданы последними:
    }
seats-over-more = и ещё { $number }
seats-take-back = Забрать
seats-take-back-named = Забрать «{ $entitlement }»: { $name }

seats-add-title = Добавить человека
seats-add = Добавить

import-title = Импорт: { $name }
import-text = Правильно ли читается список? Укажите, что содержит каждый столбец.
import-encoding = Кодировка
import-separator = Разделитель
import-comma = запятая
import-semicolon = точка с запятой
import-tab = табуляция
import-bar = вертикальная черта
import-western = западноевропейская
import-central = центральноевропейская
import-cyrillic = кириллица
import-header = В первой строке заголовки
import-column = Столбец { $number } содержит
import-ignored = ничего нужного
import-sample = Первые люди списка
import-passed-over =
    { $count ->
        [one] Пропущена { $number } строка перед заголовками.
        [few] Пропущены { $number } строки перед заголовками.
        [many] Пропущено { $number } строк перед заголовками.
       *[other] Пропущено { $number } строки перед заголовками.
    }
import-by-email = Столбца с именами пользователей нет. Вместо них взяты адреса электронной почты, если вы не выберете другой столбец.
import-no-users = Укажите, в каком столбце имена пользователей: без них список нельзя импортировать.
import-start = Импортировать
import-running = Импорт { $name }: { $percent } %
import-done = Импортировано: { $name }
import-added =
    { $count ->
        [0] Новых людей нет.
        [one] Добавлен { $number } человек.
        [few] Добавлено { $number } человека.
        [many] Добавлено { $number } человек.
       *[other] Добавлено { $number } человека.
    }
import-corrected =
    { $count ->
        [one] У { $number } человека из списка новые имена.
        [few] У { $number } человек из списка новые имена.
        [many] У { $number } человек из списка новые имена.
       *[other] У { $number } человека из списка новые имена.
    }
import-present =
    { $count ->
        [one] { $number } уже был в списке.
        [few] { $number } уже были в списке.
        [many] { $number } уже были в списке.
       *[other] { $number } уже были в списке.
    }
import-given =
    { $count ->
        [one] Выдано { $number } место.
        [few] Выдано { $number } места.
        [many] Выдано { $number } мест.
       *[other] Выдано { $number } места.
    }
import-problems =
    { $count ->
        [one] { $number } строка пропущена полностью или частично
        [few] { $number } строки пропущены полностью или частично
        [many] { $number } строк пропущено полностью или частично
       *[other] { $number } строки пропущены полностью или частично
    }
import-problems-save = Сохранить список этих строк…
import-line = Строка
import-too-large = Файл { $name } слишком велик для списка: не больше { $most } МБ.

announce-seats = { $entitlement }: выдано { $given } из { $granted }.
announce-seats-reset = Все несохранённые изменения отброшены.
announce-seats-saved =
    { $count ->
        [one] Сохранено { $number } изменение.
        [few] Сохранено { $number } изменения.
        [many] Сохранено { $number } изменений.
       *[other] Сохранено { $number } изменения.
    }
announce-person-added = { $name } теперь в списке.
announce-imported = Импортировано новых: { $added }, пропущено строк: { $problems }.
seats-over-mark = сверх предоставленного
import-forecast = Что получится
forecast-added = Новые люди: { $number }
forecast-corrected = Новые имена: { $number }
forecast-present = Уже есть: { $number }
forecast-given = Места: { $number }
forecast-problems = Строки, которые будут пропущены целиком или частично: { $number }
