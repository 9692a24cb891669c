# %% [markdown] lang="fr" tags=["not-in-report", "idea-2", "idea-12"]
# # Bienvenue : du SIREN à l'encaissement
#
# Une vente n'est finie que payée. Entre le premier contact et l'argent en banque, il y a neuf étapes, et chacune peut coûter de la marge, du temps ou le client. Suivre le client jusqu'au paiement fait partie de la vente : c'est aussi ce qui le fait revenir.
#
# **En quarante-cinq minutes, vous allez** :
#
# - ouvrir le dossier d'une entreprise, et dire jusqu'où s'y fier ;
# - rapprocher, puis lire une balance âgée : le vrai travail du lundi matin ;
# - choisir l'étape par laquelle commencer.
#
# Chaque carnet avance de la même façon : une situation, **votre pronostic** noté avant d'exécuter, un résultat, sa lecture, puis « et si » l'on change une seule chose. C'est de l'écart entre votre pronostic et le résultat que l'on apprend.
#
# **Aucun code à écrire, ni à lire.** Les cellules grises calculent : cliquez sur la première, puis appuyez sur Maj + Entrée, et continuez ainsi de haut en bas. `[*]` veut dire « calcul en cours » ; la première fois, comptez une dizaine de secondes. Trois points cachent une cellule de préparation : elle s'exécute comme les autres.

# %% [markdown] lang="en" tags=["not-in-report", "idea-2", "idea-12"] of="64b99b58"
# # Welcome: from SIREN to cash
#
# A sale is not over until it is paid. Between the first contact and the money in the bank stand nine stages, and each can cost margin, time or the customer. Following the customer to the payment is part of the sale: it is also what brings that customer back.
#
# **In forty-five minutes you will**:
#
# - open a company's dossier, and tell how far to trust it;
# - match, then read an aged balance: the true work of a Monday morning;
# - choose the stage to begin with.
#
# Every notebook proceeds in the same way: a situation, **your guess** written down before you run, a result, how to read it, then 'what if' one thing is changed. It is from the gap between your guess and the result that you learn.
#
# **No code to write, or to read.** The grey cells compute: click on the first one, press Shift + Enter, and go on like that from top to bottom. `[*]` means that a cell is at work; the first time, allow some ten seconds. Three dots hide a cell that makes things ready: it is run like the others.

# %% tags=["parameters"]
source = "sample"
lang = "fr"
loss = 1_000

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.dossier.tables import TABLES
from cashkit.ground import language
from cashkit.publish import runs
from cashkit.stages.review import STAGES
from cashkit.teaching import terms_met

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)

# %% [markdown] lang="fr" tags=["not-in-report", "idea-1"]
# ## L'histoire de Fermetures Ombrelune
#
# **Tout est inventé** : l'entreprise, ses clients, ses chiffres, ses numéros SIREN.
#
# Ombrelune fabrique et vend des volets, des stores et des portails dans le Vaucluse : un atelier, un dépôt, une équipe de pose, 52 personnes. Les ventes montent de 10 % par an, portées par une enseigne de bricolage, Bricoloria, et par le Benelux. Le bénéfice tient. Et pourtant :
#
# | | 2023 | 2024 | 2025 |
# |---|---|---|---|
# | Ventes HT, en M€ | 8,2 | 9,0 | 9,9 |
# | Résultat net, en k€ | 262 | 251 | 244 |
# | Trésorerie nette, en k€ | 210 | 35 | -165 |
#
# Nous sommes le 31 décembre 2025. La banque pose des questions. Le comptable répond que les clients paient à 60 jours. **Votre pronostic** : où sont passés les 375 k€, et que vaut cette réponse ?

# %% [markdown] lang="en" tags=["not-in-report", "idea-1"] of="3b976933"
# ## The story of Fermetures Ombrelune
#
# **All of it is made up**: the company, its customers, its figures, its SIREN numbers.
#
# Ombrelune makes and sells shutters, awnings and gates in the Vaucluse: one workshop, one depot, a fitting crew, 52 people. Sales grow by 10% a year, thanks to a DIY chain, Bricoloria, and to the Benelux. The profit holds. And yet:
#
# | | 2023 | 2024 | 2025 |
# |---|---|---|---|
# | Sales without VAT, €m | 8.2 | 9.0 | 9.9 |
# | Net result, €k | 262 | 251 | 244 |
# | Net cash, €k | 210 | 35 | -165 |
#
# It is 31 December 2025. The bank asks questions. The accountant answers that customers pay within 60 days. **Your guess**: where did the €375k go, and what is that answer worth?

# %% [markdown] lang="fr" tags=["not-in-report"]
# Dans le besoin en fonds de roulement, et d'abord chez les clients. Un chiffre d'affaires n'est pas de la trésorerie : vendre davantage coûte d'abord, en stock et en crédit, et ne rapporte qu'ensuite. Et les 60 jours sont 71 quand on remet dans le compte les factures cédées au factor et les traites escomptées. Les dix carnets qui suivent refont l'enquête, étape par étape.

# %% [markdown] lang="en" tags=["not-in-report"] of="a3253e14"
# Into the working capital need, and first of all to the customers. Turnover is not cash: selling more costs first, in stock and credit, and brings money only later. And the 60 days are 71 once invoices sold to the factor and discounted bills are put back. The ten notebooks that follow retrace the enquiry, stage by stage.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Ouvrir le dossier
#
# `source` est l'entreprise d'exemple. Pour la vôtre, mettez à sa place le chemin de son FEC, le fichier des écritures que tout logiciel comptable français sait exporter, ou celui d'un dossier de tables. **Votre pronostic** : combien des douze tables un FEC remplit-il à lui seul ?

# %% [markdown] lang="en" tags=["not-in-report"] of="bcdb46c4"
# ## Open the dossier
#
# `source` is the sample company. For your own, put in its place the path of its FEC, the file of entries that any French accounting software can export, or that of a folder of tables. **Your guess**: how many of the twelve tables does a FEC fill by itself?

# %% [markdown] lang="fr"
# ## Ce que contient le dossier
#
# Une table absente n'est pas une erreur : l'étape qui en a besoin le dit, et dit ce que cette table apporterait.

# %% [markdown] lang="en" of="cd1d61fc"
# ## What the dossier holds
#
# A missing table is no mistake: the stage that needs it says so, and says what that table would add.

# %%
held = {name: len(dossier.table(name)) if dossier.has(name) else None for name in TABLES}
views.table(pd.DataFrame({"table": list(held), "rows_held": pd.array(list(held.values()), dtype="Int64")}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Cinq : les écritures, et ce que l'on en tire, à savoir les clients (leur code et leur nom, rien de plus), les factures, les règlements et les affectations des uns aux autres. Commandes, livraisons, litiges et relances vivent ailleurs, dans le logiciel de gestion ou dans les têtes. Ombrelune les a toutes rassemblées : c'est ce qui permet de parcourir les neuf étapes.

# %% [markdown] lang="en" tags=["not-in-report"] of="a6a29073"
# Five: the entries, and what is drawn from them, that is customers (their code and their name, nothing more), invoices, payments and how payments were allocated to invoices. Orders, deliveries, disputes and reminders live elsewhere, in business software or in people's heads. Ombrelune has gathered them all: that is why the nine stages can be gone through.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Jusqu'où s'y fier
#
# Un chiffre ne vaut que ce que valent les lignes dont il sort. La lecture ne corrige rien en silence : elle signale. **Votre pronostic** : combien de constats chez Ombrelune ? Et dans le FEC de votre entreprise ?

# %% [markdown] lang="en" tags=["not-in-report"] of="ac69fecf"
# ## How far to trust it
#
# A figure is worth what the lines it comes from are worth. Reading corrects nothing in silence: it reports. **Your guess**: how many findings are there at Ombrelune? And in your own company's FEC?

# %% tags=["not-in-report"]
views.data_findings_table(dossier.data_findings, lang, limit=10)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Chez Ombrelune, presque tous disent la même chose : un crédit qui ne solde aucune facture. Un FEC en donne de bien d'autres sortes, et beaucoup intéressent l'administration fiscale plus que vous. Pour le recouvrement, trois comptent : une échéance inconnue, un règlement qui ne solde rien, une facture comptée deux fois.

# %% [markdown] lang="en" tags=["not-in-report"] of="9448b727"
# At Ombrelune almost all of them say the same: a credit that settles no invoice. A FEC gives many other sorts, and many of those concern the tax office more than you. For recovery three matter: an unknown due date, a payment that settles nothing, an invoice counted twice.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Rapprocher d'abord
#
# Un client doit 500 € échus depuis 45 jours et 800 € non échus. Il a un avoir de 200 € et un règlement de 300 €, tous deux non rapprochés. Le téléphone est devant vous. **Votre pronostic** : quel est le montant échu : 0, 300, 500 ou 800 € ? Et que faites-vous en premier ?

# %% [markdown] lang="en" tags=["not-in-report"] of="20463192"
# ## Match first
#
# A customer owes €500, 45 days late, and €800 not yet due. There are a credit note of €200 and a payment of €300, neither matched. The telephone is in front of you. **Your guess**: how much is overdue, €0, €300, €500 or €800? And what do you do first?

# %% tags=["not-in-report"]
rows = [
    ("F1", "invoice", "2025-11-16", 500.0),
    ("F2", "invoice", "2026-01-31", 800.0),
    ("A1", "credit_note", "2025-12-31", -200.0),
]
invoices = pd.DataFrame(rows, columns=["invoice_id", "kind", "due_date", "amount"]).assign(
    customer_id="C1", issue_date="2025-10-17"
)
payment = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-12-31", "amount": [300.0]})
toy = ck.Dossier.of(name="toy", invoices=invoices, payments=payment)
views.table(ck.aged_balance(toy, as_of="2025-12-31", view="strict"), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# 500 € d'échu, et 500 € à part, en négatif : tant qu'il n'est pas lettré, un avoir ou un règlement ne solde rien. Vous n'appelez pas encore. Vous rapprochez : 300 et 200 font 500, la facture échue. Il ne restait rien à relancer, et l'appel aurait fâché un bon payeur.

# %% [markdown] lang="en" tags=["not-in-report"] of="659e64a9"
# €500 overdue, and €500 apart, as a negative amount: until it is matched, a credit or a payment settles nothing. You do not call yet. You match: 300 and 200 make 500, the overdue invoice. There was nothing to chase, and the call would have upset a good payer.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le rapprochement est fait par la machine ? La vue « rapprochée » essaie la référence, puis le montant, puis l'ancienneté. Devinez ce qui reste, puis exécutez.

# %% [markdown] lang="en" tags=["not-in-report"] of="b74e93a2"
# **What if** the machine does the matching? The 'matched' view tries the reference, then the amount, then the age. Guess what is left, then run.

# %% tags=["not-in-report"]
views.table(ck.aged_balance(toy, as_of="2025-12-31", view="matched"), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Puis lire la balance âgée
#
# Lundi, neuf heures. Voici ce que doivent les clients, rangé par retard. **Votre pronostic** : quelle colonne ouvrez-vous en premier, celle de droite, la plus vieille, ou la suivante, de 1 à 30 jours ? Quelle part n'est pas encore échue ?

# %% [markdown] lang="en" tags=["not-in-report"] of="77a60dc4"
# ## Then read the aged balance
#
# Monday, nine o'clock. Here is what customers owe, sorted by lateness. **Your guess**: which column do you open first, the one at the right, the oldest, or the one of 1 to 30 days? How much of it is not yet due?

# %% tags=["not-in-report"]
aged = ck.aged_balance(dossier, as_of=dossier.closing_date, by="customer_id")
views.show(views.aged_balance_chart(aged, lang))

# %% [markdown] lang="fr" tags=["not-in-report"]
# Lisez de droite à gauche : au-delà de 90 jours, ce qui risque d'être perdu ; de 1 à 30 jours, ce qu'un simple appel fait souvent rentrer. Le non affecté se rapproche avant tout. Un piège attend à droite : chez Résidences Vallorge, 5 % de chaque facture restent ouverts un an. C'est la retenue de garantie du bâtiment, pas un retard.

# %% [markdown] lang="en" tags=["not-in-report"] of="50f7731e"
# Read from right to left: beyond 90 days, what may be lost; from 1 to 30 days, what a simple call often brings in. What is unapplied is matched before all else. One trap waits at the right: at Résidences Vallorge 5% of each invoice stays open for a year. It is the retention money of the building trade, not lateness.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on regarde trois mois plus tôt ? Rien d'autre ne change que la date : une facture échue en novembre redevient non échue.

# %% [markdown] lang="en" tags=["not-in-report"] of="757779ce"
# **What if** you look three months earlier? Nothing but the date changes: an invoice that fell due in November is once again not yet due.

# %% tags=["not-in-report"]
earlier = (pd.Timestamp(dossier.closing_date) - pd.DateOffset(months=3)).date()
views.show(views.aged_balance_chart(ck.aged_balance(dossier, as_of=earlier, by="customer_id"), lang))

# %% [markdown] lang="fr" tags=["not-in-report"]
# Faites glisser la date, mois après mois : à quel moment la colonne de droite s'est-elle mise à monter ?

# %% [markdown] lang="en" tags=["not-in-report"] of="a87c939c"
# Slide the date, month after month: when did the right-hand column begin to rise?

# %% tags=["not-in-report"]
views.aged_balance_slider(dossier, lang)

# %% [markdown] lang="fr" tags=["not-in-report", "idea-9"]
# ## Ce que coûte une perte
#
# Sur 10 000 € de ventes, à 10 % de marge nette, il reste 1 000 €. Un impayé de 1 000 € efface donc le gain de 10 000 € de ventes. **Votre pronostic** : et à la vraie marge nette d'Ombrelune, 2,46 % ?

# %% [markdown] lang="en" tags=["not-in-report", "idea-9"] of="b7159048"
# ## What a loss costs
#
# Of €10,000 of sales, at a net margin of 10%, €1,000 is left. An unpaid €1,000 therefore wipes out the gain on €10,000 of sales. **Your guess**: and at Ombrelune's real net margin, 2.46%?

# %% tags=["not-in-report"]
margins = [0.10, 0.0246]
needed = [float(ck.sales_to_recover(loss=loss, margin_rate=one)) for one in margins]
views.table(pd.DataFrame({"loss": float(loss), "margin_rate": margins, "sales_to_recover": needed}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Quarante fois la perte. C'est le chiffre à garder en tête dans les neuf étapes : une ligne de crédit trop large, une preuve de livraison oubliée, un délai de déclaration manqué se paient à ce prix. **Et si** la perte était de 64 800 € (`loss`), comme chez un client liquidé en mars ? Devinez, puis changez le nombre.

# %% [markdown] lang="en" tags=["not-in-report"] of="62963646"
# Forty times the loss. It is the figure to keep in mind through the nine stages: too generous a limit, a proof of delivery forgotten, a claim declared too late: each is paid for at this rate. **What if** the loss were €64,800 (`loss`), as with a customer liquidated in March? Guess, then change the number.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Les neuf étapes
#
# **Votre pronostic** : dans votre entreprise, à quelle étape se perd le plus d'argent ? Et laquelle n'est suivie par personne ?

# %% [markdown] lang="en" tags=["not-in-report"] of="866037a9"
# ## The nine stages
#
# **Your guess**: in your company, at which one is most money lost? And which one is nobody's business?

# %% tags=["not-in-report"]
nine = [stage for stage in STAGES if stage != "synthesis"]
questions = [language.say(f"report.question_{stage}", lang) for stage in nine]
views.table(pd.DataFrame({"stage": nine, "question": questions}), lang, units={"question": "sentence"})

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Par où commencer
#
# | votre question | le carnet |
# |---|---|
# | Ce client est-il solide ? | [1 S'informer](01_inform.ipynb) |
# | Combien lui prêter ? | [2 Fixer une ligne de crédit](02_credit_line.ipynb) |
# | Mon fichier clients est-il propre ? | [3 Ouvrir un compte](03_account.ipynb) |
# | Puis-je prendre cette commande ? | [4 Enregistrer une commande](04_order.ipynb) |
# | Ce camion peut-il partir ? | [5 Livrer](05_delivery.ipynb) |
# | Mes factures sont-elles justes, et parties ? | [6 Facturer](06_invoice.ipynb) |
# | Quand l'argent arrive-t-il ? | [7 Encaisser](07_collection.ipynb) |
# | Qui appeler ce matin ? | [8 Recouvrer](08_recovery.ipynb) |
# | Combien tout cela coûte-t-il ? | [9 Impacts financiers](09_impact.ipynb) |
# | Que dire à la direction ? | [10 Synthèse](10_synthesis.ipynb) |
#
# Les carnets se lisent dans l'ordre que vous voulez. Chacun a ses exercices, dans le dossier `exercises` ; la commande `python kit.py exercises` vous en donne une copie à remplir.
#
# ## Votre propre entreprise
#
# Demandez au comptable le FEC du dernier exercice, et mettez son chemin dans `source`, en haut de n'importe quel carnet. Rien ne quitte votre ordinateur. Pour aller plus loin qu'un FEC, un dossier de fichiers (clients, commandes, livraisons, litiges...) ouvre les étapes qui restaient fermées ; chaque carnet dit ce qui lui manque.
#
# **À retenir.** Rapprocher, puis lire, puis relancer : dans cet ordre. Ce qui manque est dit. Ce qui est douteux est signalé, jamais caché.
#
# ## Trois questions
#
# 1. Échu de 1 000 €, crédit non rapproché de 900 €. Que faites-vous ?
# 2. Une facture du bâtiment est payée sauf 5 %, exactement. Est-ce un retard ?
# 3. 2 000 € perdus, 5 % de marge. Combien de ventes pour les regagner ?
#
# <details><summary>Réponses</summary>
#
# 1. Vous rapprochez ; vous ne relancerez que 100 €, dans un relevé groupé.
# 2. Probablement pas : c'est la retenue de garantie. Demandez la date de libération.
# 3. 2 000 / 0,05 = 40 000 €.
#
# </details>
#
# **Termes rencontrés** : FEC, dossier, lettrage, échu, balance âgée, non affecté, retenue de garantie, marge.

# %% [markdown] lang="en" tags=["not-in-report"] of="591e8ed3"
# ## Where to begin
#
# | your question | the notebook |
# |---|---|
# | Is this customer sound? | [1 Get information](01_inform.ipynb) |
# | How much should I lend? | [2 Set a credit limit](02_credit_line.ipynb) |
# | Is my customer file clean? | [3 Open the account](03_account.ipynb) |
# | Can I take this order? | [4 Record the order](04_order.ipynb) |
# | May this lorry leave? | [5 Deliver](05_delivery.ipynb) |
# | Are my invoices right, and out? | [6 Invoice](06_invoice.ipynb) |
# | When does the money arrive? | [7 Collect](07_collection.ipynb) |
# | Whom do I call this morning? | [8 Recover](08_recovery.ipynb) |
# | What does all this cost? | [9 Financial impacts](09_impact.ipynb) |
# | What do I tell the board? | [10 Synthesis](10_synthesis.ipynb) |
#
# The notebooks may be read in any order. Each has its exercises, in the folder `exercises`; the command `python kit.py exercises` gives you a copy to fill in.
#
# ## Your own company
#
# Ask the accountant for the FEC of the latest year, and put its path in `source`, at the top of any notebook. Nothing leaves your computer. To go further than a FEC, a folder of files (customers, orders, deliveries, disputes...) opens the stages that stayed closed; each notebook says what it lacks.
#
# **To remember.** Match, then read, then chase: in this order. What is missing is said. What is doubtful is reported, never hidden.
#
# ## Three questions
#
# 1. €1,000 overdue, an unmatched credit of €900. What do you do?
# 2. A builder's invoice is paid but for exactly 5%. Is it late?
# 3. €2,000 lost, a margin of 5%. How much in sales to earn it back?
#
# <details><summary>Answers</summary>
#
# 1. You match; you will chase only €100, in a grouped statement.
# 2. Probably not: it is the retention. Ask for the release date.
# 3. 2,000 / 0.05 = €40,000.
#
# </details>
#
# **Terms met**: FEC, dossier, matching, overdue, aged balance, unapplied, retention, margin.

# %% tags=["not-in-report"]
terms_met("welcome")
