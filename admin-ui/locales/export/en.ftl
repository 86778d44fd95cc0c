# Saving and printing

save-title = Save and print
save-text = What this customer account has now, for other programs and for your files.
save-report = Report (JSON)…
save-limits = Limits (CSV)…
certificate-title = Proof of entitlement
certificate-back = Back
certificate-granted = Granted
certificate-licences = By these licences
certificate-checked = Checked
certificate-text = On { $at } the signatures of these licences were verified on this computer, and they count.

usage-import = Import usage…
usage-hint = A table (CSV) with two columns: entitlement and amount.
usage-told-by = handed over by { $origin }
