# Around the console

brand = Countersign Console
nav-requests = Requests
nav-ledger = Ledger
nav-licences = Licences
nav-keys = Keys
header-open = Signing key open, locks in { $minutes } min
header-lock = Lock now
header-locked = Signing key locked
console-no-store = This browser keeps nothing for this page. Save your key and your ledger to files before you close it.
console-not-stored = The browser did not keep the last change. Save your key and your ledger to files.
console-refused = This can’t be read: { $name }
console-stored-key = A key that this browser keeps can’t be read.
announce-opened = The signing key is open.
announce-locked = The signing key is locked.
announce-key-deleted = The key is deleted.
announce-trusted = The keys are trusted now.
announce-distrusted = The key is no longer trusted.
