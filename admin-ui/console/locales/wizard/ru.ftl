# Wizard

nav-codes = Коды
wizard-title = Создание кодов
wizard-intro = Шаг за шагом, для машин без сети: что, для каких машин, с каким примечанием.
wizard-step = Шаг { $number } из 5
wizard-product = Продукт
wizard-licence = Лицензия
wizard-model = Версия и модель
wizard-which = Какие коды
wizard-single = одиночная копия: код для каждой машины
wizard-copy = право копирования: один код для всех машин
wizard-pool = одновременные: один код для сервера
wizard-machines = Машины
wizard-codes-single = По одному в строке. Каждая получит свой код.
wizard-codes-copy = По одному в строке. Все получат один код.
wizard-codes-pool = Код сервера; для трёх резервных серверов — по одному в строке.
wizard-amount = Сколько
wizard-amount-hint = Из общего числа, для этого сервера.
wizard-triad = Три резервных сервера, из которых работают не менее двух
wizard-description = Описание машины
wizard-description-hint = Как её называют. Видно в списке по машинам.
wizard-comment = Комментарий
wizard-comes-to =
    { $count ->
        [one] { $count } код { $name }; свободно: { $free }.
        [few] { $count } кода { $name }; свободно: { $free }.
       *[many] { $count } кодов { $name }; свободно: { $free }.
    }
wizard-next = Далее
wizard-back = Назад
wizard-create = Создать
wizard-incomplete = Здесь чего-то не хватает или что-то неверно.
wizard-done = Коды готовы
wizard-code = Код { $number }
wizard-slots = Места
wizard-again = Создать ещё коды
wizard-by-host = Коды по машинам
