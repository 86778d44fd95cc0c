//! Files in place (File System Access), where the browser has it.
