# Enregistrer et imprimer

save-title = Enregistrer et imprimer
save-text = Ce à quoi ce compte client donne droit maintenant, pour d’autres programmes et pour vos dossiers.
save-report = Rapport (JSON)…
save-limits = Limites (CSV)…
certificate-title = Attestation de droits
certificate-back = Retour
certificate-granted = Accordé
certificate-licences = Par ces licences
certificate-checked = Vérification
certificate-text = Le { $at }, les signatures de ces licences ont été vérifiées sur cet ordinateur, et les licences comptent.

usage-import = Importer l’utilisation…
usage-hint = Un tableau (CSV) à deux colonnes : le droit et la quantité.
usage-told-by = transmis par { $origin }
