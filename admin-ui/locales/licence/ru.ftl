# Страница лицензии

licence-title = Лицензия
licence-intro = Что предоставляют ваши лицензии, сколько из этого используется и что закончится первым.
open-title = Открыть лицензию
open-choose = Добавить файлы лицензий…
open-drop = или перетащите их в любое место страницы.
open-paste = Текст лицензии
open-paste-hint = Вставьте текст файла или всё письмо, в котором он пришёл.
open-check = Проверить
pasted-name = Вставленный текст
opened-title = Файлы
opened-refused = Недобавленные файлы
remove = Убрать
remove-named = Убрать { $name }

undo-label = Последнее изменение
undo-added = Добавлено: { $names }.
undo-removed = Убрано: { $names }.
undo-people = Список людей изменён.
undo = Вернуть как было
proposal-title = Применить это изменение?
proposal-adding = Добавится
proposal-removing = Удалится
proposal-apply = Применить
proposal-no-difference = Ограничения не изменятся.
proposal-caption = Что изменится
column-before = Сейчас
column-after = Потом
proposal-not-counting = { $name } не будет учитываться: { $status }
granted-nothing = ничего
export = Скачать
export-named = Скачать { $name }
claims-show = Показать, что было подписано
says-reasons = Все причины: { $reasons }

overview-none = Лицензии пока нет
overview-none-text = Действуют встроенные ограничения. Откройте файл лицензии поставщика, чтобы увидеть, что он предоставляет.
overview-none-counts = Ни одна лицензия не учитывается
overview-none-counts-text = Сейчас ни одна из лицензий ниже не учитывается, действуют встроенные ограничения. В каждой указано почему.
edition-entry = Начальная
next-title = Что закончится или изменится первым
next-in-days =
    { $days ->
        [0] в течение суток
        [one] через { $days } день
        [few] через { $days } дня
        [many] через { $days } дней
       *[other] через { $days } дня
    }
next-step = { $name }: { $before } → { $after }
next-licence = Закончится лицензия { $name }
next-support = Закончится техническая поддержка { $name }; больше ничего не изменится
matter-blocked = { $name }: заблокировано { $number }, так как экстренная лицензия закончилась, а покупки не было. Добавьте постоянную лицензию.
matter-over = { $name }: на { $number } больше, чем предоставлено. Освободите часть или добавьте лицензию.
matter-emergency = { $name }: экстренная лицензия действует до { $end }, по ней используется { $used } из { $granted }. Купите до этого срока то, что нужно.
matter-grace = Лицензия закончилась и ещё учитывается до { $end }. Продлите её до этого срока.
matter-expiring = Лицензия закончится { $end }.
accounts-title = Договоры
accounts-ask = Какой договор показать?
limits-caption = Использование
column-use = Используется
feature-not-granted = не входит
sources-of = Откуда { $number }?
sources-of-feature = Какая лицензия это включает?
sources-none = Ни одна учитываемая лицензия этого не предоставляет.
source = { $name } ({ $id }, номер { $serial }): { $granted }
doing-seats = Назначить места людям
doing-seats-hint = У кого какие места, а у кого их нет.
doing-request-hint = Ещё несколько на короткое время с оплатой позже.
doing-compare = Сравнить две лицензии
doing-compare-hint = Чем они отличаются, рядом.
use-of = Используется: { $name }
use-granted = / { $granted }
limit-left = осталось { $number }
limit-low = осталось лишь { $number }
limit-exhausted = не осталось
limit-overage = превышение { $number }, лицензия это допускает
limit-over = превышение { $number }
limit-unlimited = без ограничений
kept-title = Хранится на этом компьютере
kept-text = Лицензии, доверенные ключи и показатели хранятся только в этом браузере. Резервная копия — один файл; при восстановлении ничего из того, что есть здесь, не теряется.
kept-backup = Сохранить копию…
kept-restore = Восстановить…
kept-delete = Удалить всё…
restore-title = Восстановить эту копию?
restore-text =
    { $count ->
        [one] { $name } содержит { $count } файл поставщика.
        [few] { $name } содержит { $count } файла поставщика.
        [many] { $name } содержит { $count } файлов поставщика.
       *[other] { $name } содержит { $count } файла поставщика.
    }
restore-unread =
    { $count ->
        [one] { $count } строка не читается и пропускается.
        [few] { $count } строки не читаются и пропускаются.
        [many] { $count } строк не читаются и пропускаются.
       *[other] { $count } строки не читаются и пропускаются.
    }
restore-keys = Она содержит ключи, которым ещё не доверяют. Тот, у кого есть такой ключ, может выпускать лицензии, которые эта страница сочтёт подлинными. Сверьте их с ключами поставщика.
restore-go = Восстановить
delete-all-title = Удалить всё?
delete-all-text = Лицензии, доверенные ключи, показатели и настройки будут удалены в этом браузере. Без резервной копии их не вернуть.
delete-all-go = Удалить всё

samples-title = Примеры
samples-text = Это демонстрация. Щелчок открывает пример как подлинный: с этого момента ключу демонстрации доверяют здесь, и больше нигде.
samples-trusted = Ключу демонстрации здесь доверяют. Подписать им может кто угодно: уберите его на странице «Ключи», прежде чем открывать важный файл.

says-perpetual = Действует бессрочно.
says-until = Действует до { $end }.
says-expiring =
    { $days ->
        [0] Она заканчивается сегодня: { $end }.
        [one] Она заканчивается через { $days } день: { $end }.
        [few] Она заканчивается через { $days } дня: { $end }.
        [many] Она заканчивается через { $days } дней: { $end }.
       *[other] Она заканчивается через { $days } дня: { $end }.
    }
says-grace = Её срок закончился { $expires }, она ещё учитывается до { $end }. Продлите её раньше.
says-expired = Она закончилась { $end } и больше ничего не разрешает.
says-not-yet-valid = Действует с { $start }.
says-superseded = Её заменяет более новая лицензия того же договора, открытая здесь.
says-conflict = У другого открытого здесь файла тот же идентификатор и серийный номер, но другое содержание. Ни один не учитывается; спросите у поставщика, какой верен.
says-revoked = Поставщик отозвал её. Она больше ничего не предоставляет.
says-activation-required = Она учитывается только на компьютере с действующей активацией.
says-file-expired = Срок файла закончился { $end }. Получите у поставщика новый.
says-suspended = Поставщик приостановил лицензию до выдачи файла.
says-does-not-count = Здесь она не учитывается.

warning-version = Лицензия распространяется только на некоторые версии продукта. Странице неизвестно, какая версия у вас, поэтому это не оценивается.
warning-host = Лицензия привязана к определённым компьютерам. Странице неизвестен компьютер продукта, поэтому это не оценивается.
warning-metric = Право { $id } считает здесь не то, что в другой лицензии, и к ней не прибавляется.
warning-clock = Часы этого компьютера отстают от момента, который точно прошёл.
warning-revocation-stale = Следующий список отзыва ожидался { $due }. Запросите актуальный у поставщика.
warning-quorum = Резервные серверы делят одну активацию. Какие из них работают, странице неизвестно, поэтому это не проверяется.
warning-duplicate-slot = Две активации ({ $one }, { $other }) занимают одно и то же место { $id }. Спросите того, кто их выдал.
warning-ledger-forked = Две активации ({ $one }, { $other }) выдают себя за одну запись в журнале издателя. Спросите поставщика.
warning-installation = Экстренная лицензия может быть для другой установки. Какая это установка, странице неизвестно, поэтому это не проверяется.
warning-other = Примечание: { $code }

section-holder = Владелец
section-term = Срок действия
section-reference = Реквизиты
section-order = Заказ
section-agreement = Лицензионное соглашение
section-machine = Компьютер
section-file = Файл
section-notes = Пометки поставщика
section-authenticity = Подлинность
section-warnings = Обратите внимание

fact-holder = Название
fact-address = Адрес
fact-email = Эл. почта
fact-phone = Телефон
fact-contact-primary = Основное контактное лицо
fact-contact-technical = Технический специалист
fact-contact-administrator = Администратор
fact-contact-other = Контактное лицо
fact-issued = Выдана
fact-not-before = Действует с
fact-expires = Окончание
fact-perpetual = бессрочно
fact-grace = Льготный срок
grace-days =
    { $days ->
        [one] { $days } день, до { $end }
        [few] { $days } дня, до { $end }
        [many] { $days } дней, до { $end }
       *[other] { $days } дня, до { $end }
    }
fact-support = Поддержка до
support-ended = закончилась
support-inclusive = включительно
fact-judged = По состоянию на
fact-product = Продукт
fact-account = Договор
fact-id = Идентификатор
fact-serial = Серийный номер
fact-kind = Вид
fact-edition = Редакция
fact-versions = Версии продукта
fact-hosts = Привязана к
fact-volume = Корпоративная активация
volume-kms-client = KMS, для клиентов
volume-kms-server = KMS, для серверов
volume-mak =
    { $count ->
        [one] MAK, для { $number } системы
        [few] MAK, для { $number } систем
        [many] MAK, для { $number } систем
       *[other] MAK, для { $number } системы
    }
volume-other = другая
fact-order-number = Номер заказа
fact-customer-order-number = Номер заказа у клиента
fact-purchase-order-number = Номер заказа на закупку
fact-site-number = Номер площадки
fact-order-date = Заказана
fact-own-id = Идентификатор
fact-name = Название
fact-policy = Политика
fact-status-at-issue = Состояние при выдаче
fact-file-ends = Окончание файла
fact-licence-ends = Окончание лицензии
fact-machines = Компьютеры
fact-processes = Одновременные процессы
fact-issuer = Издатель
fact-key = Ключ подписи
fact-key-hint = Для уверенности сравните эти группы с теми, что назовёт поставщик, например по телефону.
fact-carrier = Форма
fact-type = Документ
fact-keys-needed = Отпечаток его ключа
authentic-text = Подпись верна: этот файл выдал поставщик, и никто его не изменял.

kind-standard = Обычная
kind-trial = Пробная
kind-temporary = Временная
kind-emergency = Экстренная
kind-other = Другая

carrier-armor = Текстовый блок (BEGIN … END)
carrier-json = JSON
carrier-compact = Компактная
carrier-other = Другая

document-license = Лицензия
document-activation-request = Запрос активации
document-activation = Активация
document-deactivation = Квитанция деактивации
document-emergency-request = Экстренный запрос
document-revocation-list = Список отзыва
document-trust-update = Обновление ключей
document-other = Неизвестный

entitlements-caption = Что разрешает лицензия
column-entitlement = Право
column-metric = Что считается
column-quantity = Количество
metric-feature = Функция
metric-user = Пользователи
metric-device = Устройства
metric-session = Одновременные сеансы
metric-host = Установки
metric-other = Другое
quantity-unlimited = без ограничений
quantity-included = есть
entitlement-applies-to = Для: { $families }
entitlement-expires = Окончание: { $end }
entitlement-expired = Закончилось: { $end }
entitlement-assignable = Назначается отдельным пользователям
entitlement-overage = Можно превысить на { $percent } %
entitlement-overage-always = Можно превышать
entitlement-components = Состоит из: { $names }
model-authorized-single = Отдельный код для каждого компьютера
model-authorized-copy = Один код для нескольких компьютеров
model-concurrent = Из общего запаса

unverified-notice = Ничего из содержания не показано, потому что его не удалось подтвердить.
unverified-add-key = Импортировать ключ поставщика…
unverified-paste-key = Вставить его текст
key-file-text = Это открытый ключ, а не лицензия. Прежде чем доверять ему, сравните его с ключом поставщика.
key-file-review = Посмотреть ключ…

keygen-license-file = Файл лицензии Keygen
keygen-machine-file = Файл компьютера Keygen
keygen-register = Добавить ключ Keygen поставщика…
keygen-encrypted = Содержание зашифровано. Введите лицензионный ключ, чтобы прочитать его.
keygen-license-key = Лицензионный ключ
keygen-fingerprint = Отпечаток компьютера
keygen-decrypt = Расшифровать
proposal-authentic = Подлинная, выдана { $issuer }
proposal-unasked = Она отвечает на запрос { $id }, о котором здесь ничего не известно: его сделали на другой установке или до того, как запросы стали запоминаться.
proposal-ending = { $number } из этих { $all } заканчиваются { $end }.
clock-behind =
    { $days ->
        [one] Эти часы отстают на { $number } день от { $mark }, а этот момент точно прошёл: до тех пор действительность оценивается на этот момент, и экстренный период начать нельзя.
        [few] Эти часы отстают на { $number } дня от { $mark }, а этот момент точно прошёл: до тех пор действительность оценивается на этот момент, и экстренный период начать нельзя.
       *[many] Эти часы отстают на { $number } дней от { $mark }, а этот момент точно прошёл: до тех пор действительность оценивается на этот момент, и экстренный период начать нельзя.
    }
clock-set = Если эти часы идут неверно, установите их правильно: этого достаточно.
clock-ask = Если эти часы идут верно, когда-то они спешили. Попросите поставщика выдать лицензию снова с более высоким серийным номером и сообщите, что отметка { $mark } неверна. Добавление этого файла исправит отметку.
notice-already-there =
    { $count ->
        [one] Файл { $names } уже есть. Ничего не меняется.
        [few] Эти файлы уже есть: { $names }. Они ничего не меняют.
       *[many] Эти файлы уже есть: { $names }. Они ничего не меняют.
    }
notice-pending = Ожидает другое изменение. Сначала примените его или отмените.
