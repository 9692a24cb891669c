# %% [markdown] lang="fr" tags=["not-in-report", "idea-12"]
# # Ouvrir un compte client : complet, exact et sans doublon
#
# Une facture envoyée à la mauvaise adresse n'est pas en retard : elle n'est pas arrivée. Un client qui a deux codes a deux lignes de crédit, et personne ne voit la somme. Le compte s'ouvre en dix minutes ; l'erreur qu'on y laisse coûte des semaines.
#
# **En cinquante minutes, vous allez** :
#
# - dire ce qui manque à une fiche, en commençant par les clients qui pèsent ;
# - distinguer un vrai doublon d'un établissement, d'un groupe et d'un homonyme ;
# - dire ce que valent des CGV signées, un mandat, une ligne dormante.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12"] of="fe77f17d"
# # Open the account: complete, correct and without duplicates
#
# An invoice sent to the wrong address is not late: it has not arrived. A customer with two codes has two credit limits, and nobody sees the sum. The account is opened in ten minutes; the mistake left in it costs weeks.
#
# **In fifty minutes you will**:
#
# - say what a customer record lacks, beginning with the largest customers;
# - tell a real duplicate from a site, a group and a namesake;
# - say what signed terms of sale, a mandate and a dormant line are worth.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
mistyped = "732829302"

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("account", dossier, as_of=as_of)

# %% tags=["not-in-report"]
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("account", sample)

# %% [markdown] lang="fr"
# ## La fiche est-elle complète ?
#
# Adresse, courriel de facturation, conditions, contact de la comptabilité fournisseurs, SIREN : ce qui manque à l'ouverture revient en litige. Chaque rubrique pèse autant que les clients à qui elle manque.

# %% [markdown] lang="en" of="05bc319b"
# ## Is the record complete?
#
# Address, billing e-mail, terms, the contact in accounts payable, SIREN: what is missing at the opening comes back as a dispute. Each item weighs as much as the customers who lack it.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Novembre 2025 : Ombrelune change de logiciel et reprend son fichier clients. On vous donne une journée pour compléter les fiches. **Votre pronostic** : quelle rubrique manque le plus souvent ? Et laquelle coûte le plus, une fois comptée en ventes ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d6315d11"
# November 2025: Ombrelune changes its software and carries its customer file over. You are given one day to complete the records. **Your guess**: which item is missing most often? And which costs most, once counted in sales?

# %%
page.chart(views.completeness_chart, "account_form", point="account_form")

# %%
page.figures("form_complete", point="account_form")

# %%
page.table("form_by_segment", point="account_form")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous comptiez en fiches plutôt qu'en ventes ? Comparez les deux dernières colonnes : laquelle vous ferait commencer par les bons clients ?

# %% [markdown] lang="en" tags=["not-in-report"] of="721e661d"
# **What if** you counted in records rather than in sales? Compare the last two columns: which one would make you begin with the right customers?

# %% tags=["not-in-report"]
page.table("account_form", "information", "missing", "filled", "filled_by_weight", point="account_form")

# %%
page.findings("account_incomplete", point="account_form")

# %% [markdown] lang="fr"
# Comptez en ventes, pas en fiches : dix artisans sans téléphone pèsent moins qu'un négoce sans adresse de facturation. Le contact de la comptabilité fournisseurs sert plus que celui de l'acheteur : c'est lui qui dit si la facture est arrivée et quand elle passe en paiement.

# %% [markdown] lang="en" of="70b064a8"
# Count in sales, not in records: ten craftsmen without a telephone weigh less than one merchant without a billing address. The contact in accounts payable is worth more than the buyer: that person knows whether the invoice has arrived and when it will be paid.

# %% [markdown] lang="fr" tags=["idea-13"]
# ## Le SIREN, pivot du fichier
#
# Neuf chiffres pour l'entreprise, quatorze pour l'établissement. Un nom s'écrit de dix façons, un SIREN d'une seule.

# %% [markdown] lang="en" tags=["idea-13"] of="b8dde766"
# ## The SIREN, pivot of the file
#
# Nine digits for the firm, fourteen for the site. A name can be written ten ways, a SIREN only one.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Cinq paires dans le fichier d'Ombrelune : « GUILHEM ET FILS SARL » et « Ets Guilhem & Fils » ; « Martin Fermetures SAS » et « SARL Martin Fermetures » ; Talmond et ses trois autres dépôts ; la ville de Sérignac-le-Haut et son CCAS, à la même adresse ; deux codes au même SIRET. **Votre pronostic** : combien de vrais doublons ?

# %% [markdown] lang="en" tags=["not-in-report"] of="97fc7c7e"
# Five pairs in Ombrelune's file: 'GUILHEM ET FILS SARL' and 'Ets Guilhem & Fils'; 'Martin Fermetures SAS' and 'SARL Martin Fermetures'; Talmond and its three other depots; the town of Sérignac-le-Haut and its social services, at one address; two codes with one SIRET. **Your guess**: how many real duplicates?

# %% tags=["not-in-report"]
pairs = ["C0066", "C0171", "C0180", "C0181", "C0005", "C0006", "C0201", "C0202"]
file = sample.table("customers").set_index("customer_id").loc[pairs]
views.table(file[["name", "siren", "siret", "postcode", "group_id"]], lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Deux. Guilhem : même nom à l'accent et à la forme juridique près, même code postal, un SIREN absent. Le même SIRET : même établissement, donc même client. Les Martin ont deux SIREN : ce sont des homonymes. Talmond a un SIREN et quatre SIRET : des établissements. La ville et son CCAS sont deux personnes morales : deux payeurs.

# %% [markdown] lang="en" tags=["not-in-report"] of="5e8d7dff"
# Two. Guilhem: the same name but for accents and legal form, the same postcode, one SIREN absent. The same SIRET: the same site, so the same customer. The Martins have two SIRENs: they are namesakes. Talmond has one SIREN and four SIRETs: sites. The town and its social services are two legal persons: two payers.

# %%
page.table("doubles", point="doubles")

# %%
page.figures("doubles_found", point="doubles")

# %%
page.findings("duplicate_siret", "duplicate_name", point="doubles")

# %% [markdown] lang="fr"
# On réunit l'encours tout de suite, on réunit les comptes plus tard : deux codes qui ont des commandes en cours ne se fusionnent pas un vendredi. Un second code déclaré, pour une retenue de garantie ou une autre adresse de livraison, n'est pas un doublon.

# %% [markdown] lang="en" of="adfb980d"
# The exposure is joined at once, the accounts later: two codes with orders in progress are not merged on a Friday. A second code that is declared, for retention money or another delivery address, is not a duplicate.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** une faute de frappe avait ouvert le second compte ? Deux chiffres du SIREN sont intervertis (`mistyped`). Devinez ce que dit la clé de contrôle, et ce qu'aurait fait un contrôle à la saisie.

# %% [markdown] lang="en" tags=["not-in-report"] of="20ed70fa"
# **What if** a typing mistake had opened the second account? Two digits of the SIREN are swapped (`mistyped`). Guess what the check digit says, and what a check on entry would have done.

# %% tags=["not-in-report"]
typed = ["732829320", mistyped]
views.table(pd.DataFrame({"siren": typed, "valid_siren": [ck.is_siren(one) for one in typed]}), lang)

# %% [markdown] lang="fr"
# ## Un même IBAN, deux entreprises
#
# Deux clients qui paient depuis le même compte bancaire ont quelque chose en commun. Il reste à savoir quoi.

# %% [markdown] lang="en" of="44643e18"
# ## One IBAN, two firms
#
# Two customers who pay from the same bank account have something in common. What it is remains to be seen.

# %% [markdown] lang="fr" tags=["not-in-report"]
# PE Habitat ouvre un compte chez Ombrelune. Son IBAN est celui de Pose Express 84, client depuis des années, qui n'achète plus et doit encore de l'argent. Les dix codes de Bricoloria partagent aussi un IBAN. **Votre pronostic** : lequel des deux cas vous fait décrocher le téléphone, et pourquoi ?

# %% [markdown] lang="en" tags=["not-in-report"] of="e00cebb1"
# PE Habitat opens an account at Ombrelune. Its IBAN is that of Pose Express 84, a customer for years, which buys no more and still owes money. The ten codes of Bricoloria share an IBAN too. **Your guess**: which of the two makes you pick up the telephone, and why?

# %% tags=["not-in-report"]
story.findings(customer="C0155")

# %% [markdown] lang="fr" tags=["not-in-report"]
# PE Habitat. Deux SIREN, pas de groupe, un IBAN : la seconde société a pris la place de la première, et sa dette n'a pas suivi. Demandez l'extrait du registre, le nom du dirigeant, et le solde de l'ancien compte avant la première livraison à crédit. Chez Bricoloria, c'est la centrale qui paie pour tous : rien à reprocher.

# %% [markdown] lang="en" tags=["not-in-report"] of="03d7cc08"
# PE Habitat. Two SIRENs, no group, one IBAN: the second company has taken the place of the first, and its debt has not followed. Ask for the Kbis extract, the director's name, and the balance of the old account before the first delivery on credit. At Bricoloria the head office pays for all: nothing to object to.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** les deux sociétés formaient un groupe déclaré ? L'IBAN commun serait alors une trésorerie commune, et la ligne se déciderait pour les deux.

# %% [markdown] lang="en" tags=["not-in-report"] of="5cf46687"
# **What if** the two companies were a declared group? The shared IBAN would then be a common treasury, and the limit would be decided for both.

# %%
page.findings("shared_iban", point="doubles")

# %% [markdown] lang="fr"
# Un IBAN partagé hors d'un groupe se vérifie toujours : ancienne société remplacée, parent qui paie pour un proche, ou coordonnées bancaires détournées. Tout changement d'IBAN se confirme par un appel au numéro que vous connaissiez déjà.

# %% [markdown] lang="en" of="de35707b"
# An IBAN shared outside a group is always checked: an old company replaced, a relative who pays for another, or bank details hijacked. Any change of IBAN is confirmed by a call to the number that you knew already.

# %% [markdown] lang="fr"
# ## Deux codes, deux lignes, un seul risque
#
# Un doublon ouvre deux lignes. Chacune tient ; la somme, non.

# %% [markdown] lang="en" of="d375ddf1"
# ## Two codes, two limits, one risk
#
# A duplicate opens two limits. Each holds; their sum does not.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois paires d'Ombrelune partagent un SIRET. Chaque code est dans sa ligne. **Votre pronostic** : réunis, ces clients tiennent-ils encore dans la plus haute de leurs deux lignes ?

# %% [markdown] lang="en" tags=["not-in-report"] of="a61a8666"
# Three pairs at Ombrelune share a SIRET. Each code is within its limit. **Your guess**: taken together, are these customers still within the higher of their two limits?

# %% tags=["not-in-report"]
story.table("doubles", "name", "other_name", "exposure", "credit_limit", only={"double_sign": "siret"})

# %%
page.chart(views.merged_customers_chart, "merged_customers", point="merged_customers")

# %%
page.figures("merged_beyond_limit", point="merged_customers")

# %%
merged = ("name", "customer_id", "firm_link", "exposure", "credit_limit", "beyond_limit", "days_late")
page.table("merged_customers", *merged, "line_key", point="merged_customers")

# %%
page.table("other_payers")

# %% [markdown] lang="fr"
# En gras, le client ; au-dessus, ses codes. La ligne d'un client est celle que vous lui avez accordée une fois, pas la somme de celles qu'il a reçues par erreur : gardez la plus haute, comparez-lui l'encours réuni, fermez le code en double aux nouvelles commandes. Entre établissements d'un même SIREN, l'excédent dit seulement que la ligne de l'entreprise reste à fixer.

# %% [markdown] lang="en" of="57dbf5b1"
# The customer is in bold, below its codes. A customer's limit is the one that you granted once, not the sum of those received by mistake: keep the higher one, compare the joint exposure with it, and close the duplicate to new orders. Between sites of one SIREN, what goes beyond only says that the firm's own limit is still to be set.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on posait toutes les questions aux clients réunis ? `with_merged_customers` donne à chaque code celui de son client, `main_code` : la balance âgée, et toute mesure qui se demande par une colonne des clients, se lit alors client par client.

# %% [markdown] lang="en" tags=["not-in-report"] of="74af1b59"
# **What if** every question were asked of merged customers? `with_merged_customers` gives each code that of its customer, `main_code`: the aged balance, and any measure asked by a column of the customers, is then read customer by customer.

# %% tags=["not-in-report"]
joined = ck.with_merged_customers(dossier) if dossier.table("customers") is not None else dossier
by = "main_code" if joined is not dossier else "customer_id"
views.table(ck.aged_balance(joined, as_of=page.review.as_of, by=by).nlargest(5, "total"), lang)

# %% [markdown] lang="fr"
# ## Signer avant de livrer
#
# Des CGV signées rendent les pénalités et la réserve de propriété opposables. Un prélèvement sans mandat peut être contesté pendant treize mois.

# %% [markdown] lang="en" of="eec08a34"
# ## Sign before you deliver
#
# Signed terms of sale let you claim interest and title. A direct debit without a mandate may be claimed back for thirteen months.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le 14 octobre 2025, Bativexin Construction est placé en redressement judiciaire. Des stores impayés, d'une valeur de 19 200 €, attendent encore sur son chantier. **Votre pronostic** : quel papier, signé à l'ouverture du compte, permet de les reprendre ? Combien de grands clients d'Ombrelune ne l'ont pas signé ?

# %% [markdown] lang="en" tags=["not-in-report"] of="b7e67e69"
# On 14 October 2025 Bativexin Construction is placed in receivership. Unpaid awnings worth €19,200 are still on its site. **Your guess**: which paper, signed when the account was opened, lets you take them back? How many large customers of Ombrelune have not signed it?

# %% [markdown] lang="fr" tags=["not-in-report"]
# C'est la clause de réserve de propriété des CGV signées. **Et si** les stores avaient été livrés avant la signature ? La clause ne vaudrait rien pour eux : elle doit être acceptée au plus tard à la livraison.

# %% [markdown] lang="en" tags=["not-in-report"] of="6976e8b0"
# It is the retention of title clause in the signed terms of sale. **What if** the awnings had been delivered before the signature? The clause would be worth nothing for them: it must be accepted on delivery at the latest.

# %%
page.figures("signed_share_of_sales", "debit_ready", point="signed_terms debit_mandates")

# %%
page.findings("terms_not_signed", "debit_without_iban", point="signed_terms debit_mandates")

# %% [markdown] lang="fr"
# La clause de réserve de propriété doit être écrite, et acceptée au plus tard à la livraison : après, elle ne vaut rien. Commencez par les clients de plus de 100 000 € par an. Pour un prélèvement, l'IBAN et le mandat signé viennent ensemble : l'un sans l'autre, le prélèvement revient impayé.

# %% [markdown] lang="en" of="d50b25f8"
# The retention of title clause must be in writing, and accepted on delivery at the latest: afterwards it is worth nothing. Begin with the customers of more than €100,000 a year. For a direct debit the IBAN and the signed mandate go together: one without the other, the debit comes back unpaid.

# %% [markdown] lang="fr"
# ## Les lignes dormantes
#
# Un compte sans vente depuis dix-huit mois garde sa ligne ouverte, ou un solde que personne ne réclame. C'est la première chose que cherche un escroc, et la dernière que l'on surveille.

# %% [markdown] lang="en" of="91b563ec"
# ## Dormant lines
#
# An account without a sale for eighteen months keeps its limit open, or a balance that nobody claims. It is the first thing a fraudster looks for, and the last that anybody watches.

# %% [markdown] lang="fr" tags=["not-in-report"]
# En décembre, un client qui n'achetait plus rien depuis deux ans commande pour 12 600 €, à livrer vite, à une nouvelle adresse. Sa ligne est toujours là. **Votre pronostic** : livrez-vous ? Que vérifiez-vous d'abord ?

# %% [markdown] lang="en" tags=["not-in-report"] of="1418468d"
# In December a customer who had bought nothing for two years orders €12,600, to be delivered quickly, to a new address. The limit is still there. **Your guess**: do you deliver? What do you check first?

# %%
page.table("dormant_accounts", point="dormant_accounts")

# %%
page.findings("dormant_with_limit", point="dormant_accounts")

# %%
page.figures("dormant_limits", "silent_balance", point="dormant_accounts")

# %% [markdown] lang="fr"
# Une ligne dormante se ferme ; elle se rouvre en une heure, après la même enquête qu'un compte nouveau. Vérifiez le SIREN, le dirigeant, l'adresse de livraison, et rappelez le client au numéro d'avant. Un solde dormant est un litige oublié, un règlement mal affecté ou une perte non constatée : il se tranche.

# %% [markdown] lang="en" of="081043de"
# A dormant line is closed; it can be reopened within an hour, after the same enquiry as for a new account. Check the SIREN, the director, the delivery address, and call the customer back on the number that you already had. A dormant balance is a forgotten dispute, a payment put on the wrong account or a loss not booked: it calls for a decision.

# %% [markdown] lang="fr"
# ## Le fichier à renvoyer
#
# Tout ce qui précède tient dans une liste, par montant décroissant : ce qui manque, ce qui est faux, quel code fait doublon. Elle part à l'administration des ventes, qui la rend complétée.

# %% [markdown] lang="en" of="90dc0359"
# ## The file to send back
#
# All of the above fits in one list, largest amounts first: what is missing, what is wrong, which code duplicates which. It goes to sales administration, which sends it back filled in.

# %%
page.table("to_complete", point="account_form")

# %% [markdown] lang="fr"
# Corrigez de haut en bas, et arrêtez-vous quand la journée est finie : les premières lignes portent presque tout l'enjeu. Un fichier reste propre dès la saisie : un contrôle du SIREN à l'ouverture coûte moins qu'un mois de corrections.

# %% [markdown] lang="en" of="f1bffdc8"
# Correct from the top down, and stop when the day is over: the first lines carry almost all that is at stake. A file is kept clean at entry: checking the SIREN when the account is opened costs less than a month of corrections.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le classeur s'écrit avec `cashkit complete sample --out fiches.xlsx` : cases jaunes à remplir, orange à corriger, bleues à trancher. **Et si** vous le remplissiez ? Rendu, il se relit avec `ck.open_dossier(source, customers="fiches.xlsx")`, ou `--customers` : vos réponses comblent les blancs, et ce qui contredit la fiche est signalé, jamais perdu.

# %% [markdown] lang="en" tags=["not-in-report"] of="f0680736"
# The workbook is written by `cashkit complete sample --out files.xlsx`: yellow cells to fill in, orange ones to correct, blue ones to decide. **What if** you filled it in? Returned, it is read with `ck.open_dossier(source, customers="files.xlsx")`, or `--customers`: your answers fill the blanks, and what contradicts the record is reported, never lost.

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/03_account.ipynb) : les entreprises d'un fichier, un encours à réunir, dix constats dont certains sont à supprimer.
#
# ## À retenir
#
# - On complète les fiches dans l'ordre des ventes, pas de l'alphabet.
# - Le SIREN sépare les homonymes, le SIRET les établissements ; l'encours d'un doublon se lit ensemble.
# - Un papier signé avant la livraison vaut plus qu'une lettre d'avocat après.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un dossier de tables. Combien de vos ventes passent par une fiche incomplète ? Quels doublons ont des commandes en cours ? Lesquels de vos dix plus gros clients n'ont rien signé ? Quelles lignes sont dormantes ?
#
# ## Trois questions
#
# 1. Deux codes, un SIREN, deux SIRET. Doublon ?
# 2. Deux codes, un SIRET, chacun à 14 000 € d'encours pour une ligne de 20 000 €. De combien le client dépasse-t-il ?
# 3. Un client change d'IBAN par courriel. Que faites-vous ?
#
# <details><summary>Réponses</summary>
#
# 1. Non : deux établissements d'une même entreprise. L'encours se lit ensemble, les comptes peuvent rester séparés.
# 2. De 8 000 € : 28 000 € d'encours pour une seule ligne de 20 000.
# 3. Vous l'appelez à un numéro déjà connu, jamais à celui du courriel.
#
# </details>
#
# **Termes rencontrés** : fiche d'ouverture, SIREN, SIRET, doublon, homonyme, établissement, CGV, réserve de propriété, mandat de prélèvement, compte dormant.

# %% [markdown] lang="en" tags=["not-in-report"] of="9a2e6fa3"
# **Your turn**, in [the exercise notebook](../../exercises/en/03_account.ipynb): the firms in a file, an exposure to join, ten findings of which some are to be deleted.
#
# ## To remember
#
# - Records are completed in the order of sales, not of the alphabet.
# - The SIREN tells namesakes apart, the SIRET tells sites; the exposure of a duplicate is read as one.
# - A paper signed before delivery is worth more than a lawyer's letter after it.
#
# ## On your own dossier
#
# Put the path of a folder of tables in place of `source`. How much of your sales goes through an incomplete record? Which duplicates have orders in progress? Which of your ten largest customers have signed nothing? Which lines are dormant?
#
# ## Three questions
#
# 1. Two codes, one SIREN, two SIRETs. A duplicate?
# 2. Two codes, one SIRET, an exposure of €14,000 on each for a limit of €20,000. By how much is the customer beyond it?
# 3. A customer changes its IBAN by e-mail. What do you do?
#
# <details><summary>Answers</summary>
#
# 1. No: two sites of one firm. Exposure is read as one, the accounts may stay apart.
# 2. By €8,000: €28,000 of exposure for a single limit of 20,000.
# 3. You call a number that you knew already, never the one in the e-mail.
#
# </details>
#
# **Terms met**: account opening form, SIREN, SIRET, duplicate, namesake, site, general terms of sale, retention of title, direct debit mandate, dormant account.

# %% tags=["not-in-report"]
terms_met("account")
