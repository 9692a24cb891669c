# %% [markdown] lang="fr" tags=["not-in-report", "idea-12"]
# # Livrer : l'encours et le risque le permettent-ils ?
#
# Tant que la marchandise est au dépôt, elle est à vous. Une fois posée, elle ne vaut plus que la parole du client. La livraison est le dernier moment où l'on peut encore choisir ; après, on relance.
#
# **En cinquante minutes, vous allez** :
#
# - lire l'encours d'un client au jour d'une livraison, et décider de livrer ou de retenir ;
# - retrouver ce qui est parti sans preuve, sans commande ou sans facture ;
# - revendiquer ce qui vous appartient encore, et mesurer ce que vaudrait une règle de blocage.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12"] of="89bf76ae"
# # Deliver: do exposure and risk allow it?
#
# As long as the goods are in the depot they are yours. Once fitted, they are worth no more than the customer's word. Delivery is the last moment at which you can still choose; after that you chase.
#
# **In fifty minutes you will**:
#
# - read a customer's exposure on the day of a delivery, and decide to deliver or to hold;
# - find what left without proof, without an order or without an invoice;
# - reclaim what is still yours, and measure what a stop rule would be worth.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"

# %%
import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("delivery", dossier, as_of=as_of)

# %% tags=["not-in-report"]
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("delivery", sample)

# %% [markdown] lang="fr"
# ## L'encours, ce jour-là
#
# On juge une livraison avec ce que l'on savait le matin même : factures ouvertes, traites, livré non facturé, moins les acomptes. Pas avec ce que l'on sait aujourd'hui.

# %% [markdown] lang="en" of="f137c2a6"
# ## Exposure, on that day
#
# A delivery is judged by what was known that morning: open invoices, bills, goods delivered and not invoiced, less deposits. Not by what is known today.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Huit heures, le camion est chargé pour un négoce. Sa ligne est de 40 000 €, il doit 39 000 €, la livraison vaut 6 000 €. Un virement de 8 000 € est annoncé pour demain. Le chauffeur attend. **Votre pronostic** : livrez-vous ? Qui le décide, et où l'écrit-on ?

# %% [markdown] lang="en" tags=["not-in-report"] of="992c43ba"
# Eight o'clock, the lorry is loaded for a merchant. The limit is €40,000, it owes €39,000, the delivery is worth €6,000. A transfer of €8,000 is announced for tomorrow. The driver waits. **Your guess**: do you deliver? Who decides, and where is it written down?

# %% [markdown] lang="fr" tags=["not-in-report"]
# 45 000 € pour 40 000 : 12,5 % de trop, et un virement annoncé n'est pas un virement reçu. Trois réponses se défendent : attendre demain, livrer la moitié, ou livrer avec le nom de celui qui l'accepte. La mauvaise est de livrer sans que personne ait décidé.

# %% [markdown] lang="en" tags=["not-in-report"] of="82ca69f3"
# €45,000 against 40,000: 12.5% over, and a transfer announced is not a transfer received. Three answers can be defended: wait until tomorrow, deliver half, or deliver with the name of whoever accepts it. The bad one is to deliver without anybody having decided.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le virement de 8 000 € arrivait à 7 h 55 ? 39 000 - 8 000 + 6 000 = 37 000 € : le camion part, sans rien demander à personne. Dix minutes à pointer la banque le matin valent mieux qu'une règle plus souple.

# %% [markdown] lang="en" tags=["not-in-report"] of="681fefc9"
# **What if** the transfer of €8,000 arrived at 7.55? 39,000 - 8,000 + 6,000 = €37,000: the lorry leaves, and nobody has to be asked. Ten minutes with the bank statement in the morning are worth more than a softer rule.

# %%
page.chart(views.delivered_beyond_chart, "delivery_exposure", point="delivery_exposure")

# %%
page.table(
    "delivery_exposure",
    "name",
    "delivered_on",
    "amount",
    "exposure",
    "credit_limit",
    "excess",
    "released",
    point="delivery_exposure",
)

# %%
page.figures(
    "deliveries_count",
    "deliveries_amount",
    "deliveries_at_risk",
    "deliveries_at_risk_share",
    point="delivery_exposure",
)

# %%
page.findings("delivery_beyond_limit", "delivery_on_overdue_customer", point="delivery_exposure")

# %% [markdown] lang="fr"
# Une livraison débloquée par quelqu'un est une décision ; les autres sont parties sans signature, et ce sont elles que listent les constats. Beaucoup ont été payées depuis : cela ne les rend pas prudentes. Repérez plutôt les clients qui reviennent : livré trois fois au-delà de sa ligne, un client a besoin d'une autre ligne, ou d'un autre délai.

# %% [markdown] lang="en" of="781f75da"
# A delivery that somebody released is a decision; the others left without a signature, and those are what the findings list. Many have been paid since: that does not make them prudent. Look instead for the customers who come back: delivered three times beyond the limit, a customer needs another limit, or other terms.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le client paie d'avance ? Menuiserie Corvaize est en sauvegarde depuis le 3 juin 2025, et Ombrelune la livre toujours, payée avant chaque départ. L'ancienne dette est gelée, il n'y en a pas de nouvelle. Aucune de ces livraisons n'est une faute.

# %% [markdown] lang="en" tags=["not-in-report"] of="e1da6838"
# **What if** the customer pays in advance? Menuiserie Corvaize has been under safeguard since 3 June 2025, and Ombrelune still delivers to it, paid before each departure. The old debt is frozen, and there is no new one. None of these deliveries is a fault.

# %% tags=["not-in-report"]
story.findings(customer="C0029")

# %% [markdown] lang="fr"
# ## La preuve
#
# Sans bon signé, une livraison contestée est une livraison perdue. Les ventes au comptoir et les remplacements gratuits ont leurs propres justificatifs.

# %% [markdown] lang="en" of="9c2adf1c"
# ## The proof
#
# Without a signed delivery note, a disputed delivery is a lost one. Counter sales and free replacements have records of their own.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un client écrit : « Nous n'avons jamais reçu cette livraison de mars ». Le bon n'est pas signé. Ombrelune a des centaines d'enlèvements au comptoir sans bon de livraison, et neuf livraisons de plus de 500 € sans preuve. **Votre pronostic** : lesquels vous inquiètent ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d0e3995c"
# A customer writes: 'We never received that delivery of March.' The note is not signed. Ombrelune has hundreds of counter collections without a delivery note, and nine deliveries of more than €500 without proof. **Your guess**: which ones worry you?

# %%
page.table("deliveries_by_proof", point="delivery_proof")

# %%
page.figures("proof_share", point="delivery_proof")

# %%
page.findings("delivery_without_proof", "delivery_without_order", point="delivery_proof")

# %% [markdown] lang="fr"
# Un enlèvement au comptoir se signe sur le ticket : il n'est pas compté ici. Demandez la preuve au transporteur cette semaine : il la garde quelques mois, pas des années. Pour une pose, la preuve est le procès-verbal de réception, et c'est lui qui fait courir le délai.

# %% [markdown] lang="en" of="de499ad7"
# Goods collected at the counter are signed for on the ticket: they are not counted here. Ask the carrier for the proof this week: it is kept for some months, not for years. For fitted goods the proof is the acceptance report, and that is what starts the clock.

# %% [markdown] lang="fr"
# ## Livré, jamais facturé
#
# La marchandise est partie, le bon est signé, et aucune facture ne la suit. C'est le plus silencieux des retards : le client ne le signalera pas.

# %% [markdown] lang="en" of="1fad3fd8"
# ## Delivered, never invoiced
#
# The goods have left, the note is signed, and no invoice follows. It is the quietest kind of delay: the customer will not mention it.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Au 31 décembre, Ombrelune n'a pas encore facturé 96 000 € livrés en décembre, ni d'autres livraisons plus anciennes. **Votre pronostic** : lesquelles sont un oubli ? Comment les reconnaître sans ouvrir un seul bon ?

# %% [markdown] lang="en" tags=["not-in-report"] of="3ee26dbd"
# On 31 December Ombrelune has not yet invoiced €96,000 delivered in December, nor some older deliveries. **Your guess**: which ones were forgotten? How do you tell without opening a single delivery note?

# %%
page.figures("forgotten_deliveries", "cut_off_deliveries", point="delivery_not_invoiced")

# %%
page.table("delivered_not_invoiced", point="delivery_not_invoiced")

# %%
page.findings("delivery_not_invoiced", point="delivery_not_invoiced")

# %% [markdown] lang="fr"
# Ce qui a été livré dans le mois de la clôture n'est pas un oubli : on le facture le mois suivant, et on le constate au compte 418. Au-delà de trente jours, sans facture récapitulative, c'est une vente oubliée. Facturez aujourd'hui, et appelez avant : une facture qui arrive six mois après se discute.

# %% [markdown] lang="en" of="86f5961d"
# What was delivered in the closing month is not forgotten: it is invoiced the month after, and accrued on account 418. Beyond thirty days, without a periodic invoice, it is a forgotten sale. Invoice today, and call first: an invoice that arrives six months later will be argued over.

# %% [markdown] lang="fr"
# ## Après un jugement
#
# Livrer à crédit après un jugement, c'est prendre le risque une seconde fois. Ce qui a été livré avant, et se trouve encore en nature chez le client, peut se reprendre.

# %% [markdown] lang="en" of="5b9981ce"
# ## After a judgment
#
# Delivering on credit after a judgment is taking the risk a second time. What was delivered before, and is still there in kind, may be taken back.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Bativexin est en redressement judiciaire depuis le 14 octobre 2025, publié le 22. Le 28 novembre, Ombrelune lui livre 9 360 € de marchandises à 45 jours. Sur le chantier dorment 19 200 € de stores livrés avant le jugement, sous réserve de propriété. Nous sommes le 31 décembre. **Votre pronostic** : jusqu'à quel jour pouvez-vous les revendiquer ?

# %% [markdown] lang="en" tags=["not-in-report"] of="c7157364"
# Bativexin has been in receivership since 14 October 2025, published on the 22nd. On 28 November Ombrelune delivers €9,360 of goods to it on 45-day terms. On the site lie €19,200 of awnings delivered before the judgment, under retention of title. Today is 31 December. **Your guess**: until which day can you claim them?

# %% tags=["not-in-report"]
story.findings(customer="C0024")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Jusqu'au 22 janvier 2026 : trois mois après la publication, ni plus ni moins. La lettre part à l'administrateur judiciaire, en recommandé, avec la clause signée et la liste des stores. Les 9 360 € sont nés après le jugement : ils ne sont pas gelés, mais rien n'en garantit le paiement. Il fallait être payé avant de livrer. **Et si** le jugement avait été publié le 5 novembre ? Recomptez les trois mois.

# %% [markdown] lang="en" tags=["not-in-report"] of="19bb7f89"
# Until 22 January 2026: three months after publication, no more and no less. The letter goes to the court-appointed administrator, by registered mail, with the signed clause and the list of the awnings. The €9,360 arose after the judgment: they are not frozen, but nothing secures their payment. The delivery should have been paid for first. **What if** the judgment had been published on 5 November? Count the three months again.

# %%
page.table("goods_in_kind", point="goods_in_kind")

# %%
page.figures("goods_claimable", point="goods_in_kind")

# %%
page.findings("goods_to_reclaim", "delivery_on_credit_after_judgment", point="goods_in_kind")

# %% [markdown] lang="fr"
# Trois conditions pour reprendre : une clause acceptée au plus tard à la livraison, des biens encore identifiables, une demande dans les trois mois. Un client en procédure collective paie avant d'être livré, sauf accord écrit de l'administrateur ; ce n'est pas une sanction, c'est de la prudence.

# %% [markdown] lang="en" of="d2baa6ce"
# Three conditions to take goods back: a clause accepted on delivery at the latest, goods that can still be identified, a claim within three months. A customer under insolvency proceedings pays before delivery, unless the administrator agrees otherwise in writing; it is not a punishment, it is prudence.

# %% [markdown] lang="fr"
# ## Que vaudrait une règle de blocage ?
#
# « On ne livre plus au-delà de la ligne, ni à un client en retard de plus de trente jours. » Rejouez vos livraisons passées avec cette règle : ce qu'elle aurait retenu, les pertes qu'elle aurait évitées, et les ventes qu'elle aurait retardées.

# %% [markdown] lang="en" of="d5d11919"
# ## What would a stop rule be worth?
#
# 'No more deliveries beyond the limit, or to a customer more than thirty days late.' Replay your past deliveries with this rule: what it would have held back, the losses it would have avoided, and the sales that it would have delayed.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le directeur commercial prévient : « Avec votre règle, on perd la moitié du chiffre d'affaires. » **Votre pronostic** : sur 100 € que la règle aurait retenus, combien ont été perdus, et combien finalement payés ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d1e52de5"
# The sales director warns: 'With your rule we lose half of our turnover.' **Your guess**: out of €100 that the rule would have held back, how much was lost, and how much was paid in the end?

# %%
page.figures("held_back", "held_back_lost", "held_back_paid", point="delivery_exposure")

# %%
page.table("stop_rule", point="delivery_exposure")

# %% [markdown] lang="fr"
# Lisez les chiffres ensemble : les pertes évitées d'un côté, les ventes retenues et pourtant payées de l'autre. C'est le passé rejoué, pas une promesse : un client bloqué paie parfois le jour même. Une règle qui retient dix ventes pour en sauver une se discute ; mais à 4 % de marge, une vente impayée efface le gain de vingt-cinq autres.

# %% [markdown] lang="en" of="27ffb6de"
# Read the figures together: losses avoided on one side, sales held back and paid all the same on the other. It is the past replayed, not a promise: a customer on hold sometimes pays the same day. A rule that holds back ten sales to save one is open to discussion; but at a margin of 4%, one unpaid sale wipes out the profit on twenty-five others.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Faut-il bloquer à quinze jours de retard, ou attendre soixante ? Plus le seuil est court, plus la règle retient de clients qui auraient payé. **Votre pronostic** : en passant de 30 à 60 jours, combien de pertes ne sont plus évitées, et combien de ventes ne sont plus bloquées ?

# %% [markdown] lang="en" tags=["not-in-report"] of="908a4320"
# Should one block at fifteen days late, or wait for sixty? The shorter the threshold, the more customers who would have paid are held back. **Your guess**: going from 30 to 60 days, how much in losses is no longer avoided, and how much in sales is no longer held back?

# %%
page.table("stop_rules", point="delivery_exposure")

# %% [markdown] lang="fr"
# La dernière colonne tranche : elle dit quelle part des ventes retenues puis payées la règle peut faire perdre pour de bon avant de coûter plus qu'elle ne sauve. Le plus souvent, un client bloqué paie et repart avec sa marchandise. Si votre commercial vous montre qu'il en perd davantage, allongez le seuil ; sinon, gardez-le.

# %% [markdown] lang="en" of="56a419a1"
# The last column decides: it tells what share of the sales held back and then paid the rule may lose for good before it costs more than it saves. More often than not, a customer on hold pays and leaves with the goods. If your sales rep can show that more than that is lost, lengthen the threshold; otherwise keep it.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le seuil était de 45 jours et de 5 000 € ? Devinez ce qui serait retenu, puis exécutez.

# %% [markdown] lang="en" tags=["not-in-report"] of="a6fb94fb"
# **What if** the threshold were 45 days and €5,000? Guess what would be held back, then run.

# %% tags=["not-in-report"]
views.table(ck.stop_rule(sample, overdue_days=45, overdue_amount=5_000), lang, caption="stop_rule")

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/05_delivery.ipynb) : ce qui peut se reprendre, le dernier jour pour le faire, livrer ou retenir.
#
# ## À retenir
#
# - La livraison est le dernier moment où choisir : quelqu'un décide, d'après l'encours du jour.
# - Une preuve manquante se réclame cette semaine ; une livraison sans facture se facture aujourd'hui.
# - Après un jugement : payé d'avance, et trois mois pour revendiquer ce qui est encore là.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un dossier de tables. Quels clients ont été livrés plusieurs fois au-delà de leur ligne ? Combien d'euros sont partis sans preuve ? Quelles livraisons de plus de trente jours attendent leur facture ? Qu'aurait coûté, et sauvé, une règle de blocage ?
#
# ## Trois questions
#
# 1. Ligne de 25 000 €, encours de 24 000 € au matin, livraison de 2 000 €. Livrez-vous ?
# 2. Livraison du 18 décembre, facture récapitulative le 5 janvier, clôture au 31 décembre. Est-ce un oubli ?
# 3. Jugement du 3 mars, publié le 10 mars. Dernier jour pour revendiquer ?
#
# <details><summary>Réponses</summary>
#
# 1. Oui : 26 000 € pour 25 000, soit 4 % de plus, dans la tolérance de 10 %.
# 2. Non : elle se facture en janvier et se constate au compte 418.
# 3. Le 10 juin : trois mois à compter de la publication.
#
# </details>
#
# **Termes rencontrés** : bon de livraison, preuve de livraison, encours du jour, livré non facturé, factures à établir, réserve de propriété, revendication, règle de blocage.

# %% [markdown] lang="en" tags=["not-in-report"] of="7b594ff6"
# **Your turn**, in [the exercise notebook](../../exercises/en/05_delivery.ipynb): what can be taken back, the last day to do so, deliver or hold.
#
# ## To remember
#
# - Delivery is the last chance to choose: somebody decides, on the exposure of the day.
# - Ask for a missing proof this week; invoice an uninvoiced delivery today.
# - After a judgment: paid in advance, and three months to reclaim what is still there.
#
# ## On your own dossier
#
# Put the path of a folder of tables in place of `source`. Which customers were delivered several times beyond their limit? How many euros left without proof? Which deliveries more than thirty days old are still waiting for their invoice? What would a stop rule have cost, and saved?
#
# ## Three questions
#
# 1. A limit of €25,000, exposure of €24,000 in the morning, a delivery of €2,000. Do you deliver?
# 2. Delivered on 18 December, periodic invoice on 5 January, closing on 31 December. Forgotten?
# 3. Judgment of 3 March, published on 10 March. The last day to claim goods?
#
# <details><summary>Answers</summary>
#
# 1. Yes: €26,000 against 25,000, that is 4% over, within the tolerance of 10%.
# 2. No: it is invoiced in January and accrued on account 418.
# 3. 10 June: three months from the publication.
#
# </details>
#
# **Terms met**: delivery note, proof of delivery, exposure of the day, delivered but not invoiced, unbilled sales, retention of title, claim of goods, stop rule.

# %% tags=["not-in-report"]
terms_met("delivery")
