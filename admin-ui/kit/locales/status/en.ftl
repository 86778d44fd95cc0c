# What a licence is worth

status-active = Active
status-expiring = Expires soon
status-grace = Grace period
status-expired = Expired
status-not-yet-valid = Not valid yet
status-superseded = Replaced
status-conflict = Contradicted
status-revoked = Revoked
status-activation-required = Activation required
status-activation-missing = Activation missing
status-deactivated = Deactivated
status-license-missing = Licence missing
status-license-outdated = For an older licence
status-license-inactive = Licence does not count
status-quorum-missing = Too few servers
status-wrong-host = Other machine
status-wrong-version = Other version
status-wrong-product = Other product
status-wrong-account = Other account
status-unverified = Not verified
status-refused = Refused
status-genuine = Genuine
status-unreadable = Genuine, not readable
status-suspended = Suspended
status-key = Public key
