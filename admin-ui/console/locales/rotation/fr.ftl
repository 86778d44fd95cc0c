# Changing keys, on the page of keys

rotation-title = Changer de clés : une mise à jour des clés
rotation-intro = Une mise à jour des clés dit aux clients quelles clés signent désormais pour vous. Elle est signée par une racine, la seule clé à laquelle les clients se fient pour cela.
rotation-root = La racine signe
rotation-locked = Ouvrez ci-dessus la clé racine pour signer.
rotation-root-hint = La clé ouverte. Les clients acceptent la mise à jour si leur logiciel contient cette clé à cet effet, ou si un administrateur l’a importée exprès.
rotation-save-root = Enregistrer sa partie publique à intégrer
rotation-last-title = Ce qui a été dit avant
rotation-last = Suit la mise à jour { $serial } de { $issuer }, { $issued }, et répète tout ce qu’elle disait.
rotation-first = Aucune mise à jour n’est ici : celle-ci est la première. Si des clients en ont déjà une, ouvrez-la : chacune remplace entièrement la précédente.
rotation-open = Ouvrir la dernière mise à jour…
rotation-keys = Ce que devient chaque clé
rotation-no-keys = Il n’y a pas d’autre clé que la racine. Créez ci-dessus la nouvelle clé de signature, ou importez-la.
rotation-last-day = Dernier jour de ce qui est mis de côté
rotation-last-day-hint = Un jour tel que 2027-03-31. Vide : jusqu’à maintenant.
fate-of = Clé { $key }
fate-none = rien n’en est dit
fate-signs = signe désormais
fate-aside = mise de côté : ce qu’elle a signé reste bon
fate-leaked = divulguée : rien de ce qu’elle a signé n’est bon
rotation-plan = Ce qu’elle dit, et ce qui tombe
rotation-empty = Dites ce que devient une clé pour voir ce que dirait la mise à jour.
rotation-comes-to = Mise à jour des clés { $serial }
rotation-signing = Signent pour vous, outre celles que contiennent les logiciels des clients
rotation-retired = Ne signent plus
rotation-leaked = divulguée : tout ce qu’elle a signé est refusé
rotation-aside = ce qu’elle a signé avant { $at } reste bon
rotation-fallen = { $count ->
    [one] Une licence du registre est refusée dès que la mise à jour est prise :
   *[other] { $count } licences du registre sont refusées dès que la mise à jour est prise :
}
rotation-none-fallen = Aucune licence du registre ouvert ne tombe.
rotation-sign = Signer la mise à jour
rotation-signed = La mise à jour { $name } est signée
order-title = Dans cet ordre
order-again = Signez à nouveau, avec une bonne clé, les licences qui tombent, même identifiant et numéro supérieur, et remettez-les avec la mise à jour : qui n’a que celle-ci en est privé.
order-give = Remettez la mise à jour à chaque installation, par la voie des licences.
order-overlap = Jusqu’à ce que toutes l’aient, signez avec l’ancienne clé, ou avec les deux en ligne de commande. Ensuite, ouvrez la nouvelle et signez avec elle.
order-aside = Ne mettez l’ancienne de côté que là où la nouvelle est connue : ce que l’ancienne signe ensuite est refusé.
order-lists = Signez la prochaine liste de révocation avec une bonne clé : celles de la clé divulguée tombent avec elle.
order-embed = Intégrez la nouvelle clé publique à votre prochaine version, et importez-la partout où ce registre est tenu.
