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
header-saved = { $name } · saved
header-unsaved = { $name } · not saved
console-not-saved = The ledger’s file was not written. Try again, or open the ledger anew from a file of its own.
console-changed-on-disk = Somebody else wrote to the ledger’s file. Nothing was overwritten. Open the file again, and answer anew what is missing in it.
console-overtaken = Another tab wrote to this ledger. This tab has read it anew; what was answered here last was not kept and must not be handed out.
console-no-ledger = { $name } belongs into a ledger. Open one first, or begin a new one.
announce-saved = The ledger is saved.
announce-answered = The activation is signed.
announce-signed = The licence is signed.
announce-not-answered = Nothing was signed.
console-stored-key = A key that this browser keeps can’t be read.
announce-opened = The signing key is open.
announce-locked = The signing key is locked.
announce-key-deleted = The key is deleted.
announce-trusted = The keys are trusted now.
announce-distrusted = The key is no longer trusted.
