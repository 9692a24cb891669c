# %% [markdown] lang="fr" tags=["not-in-report"]
# # S'informer : ce client peut-il payer à court terme ?
#
# Livrer à crédit, c'est prêter. Un client qui achète 10 000 € par mois et paie à 60 jours vous doit en permanence 20 000 €, sans intérêt et le plus souvent sans garantie. Avant de prêter, une banque lit le bilan. Vous aussi.
#
# **En cinquante minutes, vous allez** :
#
# - vérifier, SIREN à l'appui, que vous lisez la bonne entreprise ;
# - lire son bilan en neuf questions ;
# - dire si elle peut payer à court terme, et quelle pièce vous manque pour en être sûr.
#
# L'entreprise lue ici est celle du dossier : c'est ainsi que ses fournisseurs et sa banque la regardent. Vous ferez la même lecture de vos clients, avec leurs comptes déposés.

# %% [markdown] lang="en" tags=["not-in-report"] of="1170db98"
# # Get information: can this customer pay in the short term?
#
# To deliver on credit is to lend. A customer who buys €10,000 a month and pays after 60 days owes you €20,000 at all times, without interest and mostly without security. Before it lends, a bank reads the balance sheet. So do you.
#
# **In fifty minutes you will**:
#
# - check, by its SIREN, that you are reading the right company;
# - read its balance sheet in nine questions;
# - say whether it can pay in the short term, and which document you lack to be sure.
#
# The company read here is that of the dossier: this is how its suppliers and its bank see it. You will read your customers in the same way, from the accounts that they file.

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
days_later = 10
price_cut = 0.02
lien = 12_000

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.publish import runs
from cashkit.stages import what_if

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
day = as_of or dossier.closing_date
review = runs.review("inform", dossier, as_of=day)

# %% [markdown] lang="fr"
# ## Est-ce la bonne entreprise ?
#
# Le SIREN est la clé du dossier : il départage les homonymes et relie le bilan, le registre et le compte client.

# %% [markdown] lang="en" of="8138e920"
# ## Is it the right company?
#
# The SIREN is the key to the file: it tells namesakes apart and ties the balance sheet, the register and the customer account together.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Une commande arrive d'un inconnu. Vous recopiez son SIREN et vous intervertissez deux chiffres voisins. **Votre pronostic** : l'erreur passe-t-elle inaperçue une fois sur deux, une fois sur dix, presque jamais ? Notez-le, puis exécutez.

# %% [markdown] lang="en" tags=["not-in-report"] of="3f029efb"
# An order comes in from a stranger. You copy its SIREN and swap two neighbouring digits. **Your guess**: does the mistake go unnoticed one time in two, one time in ten, almost never? Write it down, then run.

# %%
views.table(review.tables["identity"], lang)

# %% [markdown] lang="fr"
# Sans SIREN valide, ni registre, ni comptes déposés, ni procédure collective à surveiller : c'est la première chose à demander. Un exercice qui ne dure pas douze mois est ramené à douze avant toute comparaison.

# %% [markdown] lang="en" of="b939e574"
# Without a valid SIREN there is no register, no filed accounts and no insolvency to watch for: it is the first thing to ask for. A fiscal year that is not twelve months long is brought to twelve before anything is compared.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on intervertit deux chiffres ? Le dernier chiffre d'un SIREN est une clé de contrôle : presque toutes les fautes de ce genre la rendent fausse.

# %% [markdown] lang="en" tags=["not-in-report"] of="c55c2d5d"
# **What if** two digits are swapped? The last digit of a SIREN is a check digit: almost every such mistake proves it false.

# %% tags=["not-in-report"]
typed = ["732829320", "738229320", "372829320"]
views.table(pd.DataFrame({"siren": typed, "valid_siren": [ck.is_siren(one) for one in typed]}), lang)

# %% [markdown] lang="fr"
# ## Que possède-t-elle, et qui l'a financé ?
#
# À gauche, ce que l'argent est devenu. À droite, qui l'a apporté. En bleu, ce que suit le credit manager : les clients et les fournisseurs.

# %% [markdown] lang="en" of="748e68dd"
# ## What does it own, and who financed it?
#
# On the left, what the money has become. On the right, who brought it. In blue, what the credit manager follows: customers and suppliers.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Vous n'avez que le bilan, cinq minutes, et une commande à accepter. **Votre pronostic** : quelle est la plus grosse masse de chaque côté ? Les clients pèsent-ils plus ou moins que les fournisseurs ?

# %% [markdown] lang="en" tags=["not-in-report"] of="dbc220d1"
# You have the balance sheet, five minutes, and an order to accept. **Your guess**: which is the largest block on each side? Do customers weigh more or less than suppliers?

# %%
views.show(views.balance_sheet_chart(review.tables["balance_sheet"], lang))

# %% [markdown] lang="fr"
# Les clients sont un prêt que l'entreprise accorde, les fournisseurs un prêt qu'elle reçoit. Quand le premier dépasse le second, quelqu'un d'autre paie la différence : les associés, la banque ou le découvert. Des capitaux propres négatifs signifient que les pertes ont tout mangé.

# %% [markdown] lang="en" of="ecdc7fce"
# Customers are a loan that the company grants, suppliers a loan that it receives. When the first exceeds the second, somebody else pays the difference: the partners, the bank or an overdraft. Equity below zero means that losses have eaten it all.

# %%
views.table(review.tables["balance_sheet"], lang, caption="balance_sheet")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** vous aviez regardé six mois plus tôt ? Une seule chose change, la date. Les écritures d'inventaire n'y sont pas encore : un bilan en cours d'année se lit avec prudence.

# %% [markdown] lang="en" tags=["not-in-report"] of="a772133c"
# **What if** you had looked six months earlier? One thing changes, the date. The closing entries are not there yet: a balance sheet within the year is read with caution.

# %% tags=["not-in-report"]
earlier = (pd.Timestamp(day) - pd.DateOffset(months=6)).date()
before = runs.review("inform", dossier, as_of=earlier)
views.show(views.balance_sheet_chart(before.tables["balance_sheet"], lang))

# %% [markdown] lang="fr"
# ## Que reste-t-il de 100 € de ventes ?
#
# Les soldes intermédiaires disent à quel niveau la marge se perd : les achats, les salaires, la banque ou l'exceptionnel.

# %% [markdown] lang="en" of="e6004de1"
# ## What is left of €100 of sales?
#
# The intermediate balances tell at which level the margin is lost: purchases, wages, the bank or the exceptional.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le commercial vous dit : « ils vendent bien, ils paieront ». **Votre pronostic** : sur 100 € vendus, combien reste-t-il après les achats, les salaires et les impôts et taxes (l'EBE) ? Et tout à la fin ?

# %% [markdown] lang="en" tags=["not-in-report"] of="c3f109dc"
# The salesman tells you: 'they sell well, they will pay.' **Your guess**: of €100 sold, how much is left after purchases, wages and operating taxes (the gross operating surplus, EBE)? And at the very end?

# %%
views.table(review.tables["intermediate_balances"], lang, caption="intermediate_balances")

# %% [markdown] lang="fr"
# L'EBE dit si le métier gagne de l'argent, avant tout choix d'amortissement ou de financement. Un résultat net positif avec un EBE négatif vient d'ailleurs : cession, reprise, produit financier. La CAF est ce que l'année laisse pour rembourser, investir et financer la hausse du BFR.

# %% [markdown] lang="en" of="9b8f22f8"
# The gross operating surplus says whether the trade itself makes money, before any choice of depreciation or financing. A net profit with a negative surplus comes from elsewhere: a disposal, a reversal, financial income. The self-financing capacity is what the year leaves to repay, to invest and to finance a rise in the working capital need.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'entreprise baissait tous ses prix de 2 % (`price_cut`) pour garder un client, à volumes et à coûts égaux ? Devinez de combien l'EBE recule, en pourcentage, avant d'exécuter.

# %% [markdown] lang="en" tags=["not-in-report"] of="e960449c"
# **What if** the company cut every price by 2% (`price_cut`) to keep a customer, at equal volumes and costs? Guess by what percentage the surplus falls before you run.

# %% tags=["not-in-report"]
views.table(what_if.price_cut(review, rate=price_cut), lang)

# %% [markdown] lang="fr"
# ## Combien d'argent l'activité immobilise-t-elle ?
#
# Fonds de roulement moins besoin en fonds de roulement : ce qui reste est la trésorerie.

# %% [markdown] lang="en" of="a55f937e"
# ## How much money does the activity tie up?
#
# Working capital less working capital need: what is left is cash.

# %% [markdown] lang="fr" tags=["not-in-report"]
# La banque de votre client lui demande de réduire son découvert. **Votre pronostic** : si tous *ses* clients le paient dix jours plus tard, laquelle des trois masses ne bouge pas ? De combien bougent les deux autres ?

# %% [markdown] lang="en" tags=["not-in-report"] of="045ffeaa"
# Your customer's bank asks it to reduce its overdraft. **Your guess**: if all of *its* customers pay ten days later, which of the three does not move? By how much do the other two?

# %%
three = ("working_capital", "capital_need", "net_cash")
views.figures_table([figure for figure in review.figure_records if figure.key in three], lang)

# %% [markdown] lang="fr"
# Le BFR est l'argent que retiennent les stocks et les clients, déduction faite de ce que prêtent les fournisseurs, les salariés et l'État. Un BFR négatif n'est pas un défaut : la distribution encaisse avant de payer. Une trésorerie négative deux clôtures de suite, en revanche, n'est plus une affaire de saison.

# %% [markdown] lang="en" of="f58f1217"
# The working capital need is the money that stocks and customers hold back, less what suppliers, staff and the State lend. A negative need is no flaw: retailers cash in before they pay. Negative cash two closings running, however, is no longer a matter of season.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** les clients payaient dix jours plus tard (`days_later`) ? Le résultat ne change pas d'un euro. La trésorerie, si : voilà pourquoi une entreprise rentable peut manquer d'argent.

# %% [markdown] lang="en" tags=["not-in-report"] of="dfbb8a7c"
# **What if** customers paid ten days later (`days_later`)? The result does not change by one euro. Cash does: that is why a profitable company can run out of money.

# %% tags=["not-in-report"]
period = ck.dso(dossier, as_of=day, method="period")
day_value = period.invoiced / period.window_days
views.table(what_if.customers_later(review, day_value=day_value, days=days_later), lang)

# %% [markdown] lang="fr"
# ## Neuf questions, un avis
#
# Toujours les mêmes, toujours dans le même ordre : l'avis se compare d'un client à l'autre et d'une année à l'autre.

# %% [markdown] lang="en" of="3a14c118"
# ## Nine questions, one verdict
#
# Always the same, always in the same order: the verdict can be compared from customer to customer and from year to year.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Avec un seul exercice sous les yeux, vous ne répondrez pas à tout. **Votre pronostic** : combien de questions restent sans réponse, et quelle pièce y répondrait ?

# %% [markdown] lang="en" tags=["not-in-report"] of="2df3a85f"
# With a single year before you, you cannot answer everything. **Your guess**: how many questions stay open, and which document would answer them?

# %%
views.table(review.tables["reading"], lang, caption="reading")

# %% [markdown] lang="fr"
# L'avis repose sur cinq questions : résultat, BFR, trésorerie, capitaux propres, privilèges. « Non évalué » n'est ni bon ni mauvais : c'est une pièce à demander. Un poste « autres créances » élevé cache parfois des factures cédées à un factor : le bilan paraît alors plus léger qu'il n'est.

# %% [markdown] lang="en" of="0a30493d"
# The verdict rests on five questions: result, working capital need, cash, equity, liens. 'Not assessed' is neither good nor bad: it is a document to ask for. High 'other receivables' sometimes hide invoices sold to a factor: the balance sheet then looks lighter than it is.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le greffe vous signalait un privilège de l'URSSAF inscrit pour 12 000 € (`lien`) ? Rien d'autre ne change. L'absence d'inscription, elle, ne prouve rien : on ne publie qu'au-delà de certains montants, et avec des mois de retard.

# %% [markdown] lang="en" tags=["not-in-report"] of="a3e91751"
# **What if** the court registry told you of a lien of €12,000 by URSSAF (`lien`)? Nothing else changes. That nothing is published proves nothing: liens are published above certain amounts only, and months late.

# %% tags=["not-in-report"]
views.table(what_if.with_liens(dossier, as_of=pd.Timestamp(day).date(), active=lien), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Et les clients de cette entreprise ?
#
# Un FEC ne dit rien de leur identité ni de leurs comptes. **Votre pronostic** : qu'est-ce qui annonce le mieux le retard d'un client : son bilan, une note achetée, ou la façon dont il vous a payé jusqu'ici ?

# %% [markdown] lang="en" tags=["not-in-report"] of="a87518f5"
# ## And this company's customers?
#
# A FEC says nothing of who they are or of their accounts. **Your guess**: what best foretells a late payment: the balance sheet, a score that you buy, or how the customer has paid you so far?

# %% tags=["not-in-report"]
views.not_assessed_table(review.missing, lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# La façon dont il vous a payé. Vous seul la connaissez, elle ne coûte rien et elle est à jour : vous la lirez aux étapes [encaisser](07_collection.ipynb) et [recouvrer](08_recovery.ipynb). L'ordre de l'enquête reste : existe-t-il ? que dit le registre ? que disent ses comptes ? comment nous paie-t-il ? Alors seulement, l'avis.
#
# ## À retenir
#
# - Le SIREN d'abord : on ne lit pas le bilan d'un homonyme.
# - Le résultat ne paie pas les factures, la trésorerie si : FRNG moins BFR.
# - « Non évalué » est une question à poser, pas une mauvaise note.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC et relancez tout. Que vaut un jour de crédit clients ? Quelle question de la lecture vous gêne, et qui peut y répondre ? Accepteriez-vous 60 jours de cette entreprise ?
#
# ## Trois questions
#
# 1. Une mairie ne dépose pas de comptes. Refusez-vous la commande ?
# 2. Bénéfice en hausse, trésorerie en baisse : citez deux causes possibles.
# 3. Rien n'est publié au greffe. Que concluez-vous ?
#
# <details><summary>Réponses</summary>
#
# 1. Non : un organisme public n'en dépose pas. La question ne s'applique pas à lui ; demandez le bon de commande et le code service.
# 2. Des clients qui paient plus tard, un stock qui gonfle, un emprunt remboursé, un investissement payé comptant, un dividende.
# 3. Rien : la publication ne commence qu'à partir de seuils, et avec du retard.
#
# </details>
#
# **Termes rencontrés** : SIREN, bilan, soldes intermédiaires de gestion, EBE, CAF, fonds de roulement, BFR, trésorerie nette, capitaux propres, privilège, affacturage.

# %% [markdown] lang="en" tags=["not-in-report"] of="36e73057"
# How it has paid you. You alone know it, it costs nothing and it is up to date: you will read it at the stages [collect](07_collection.ipynb) and [recover](08_recovery.ipynb). The order of the enquiry stays: does it exist? what does the register say? what do its accounts say? how does it pay us? Only then comes the verdict.
#
# ## To remember
#
# - The SIREN first: nobody wants to read a namesake's balance sheet.
# - Profit does not pay invoices, cash does: working capital less the need.
# - 'Not assessed' is a question to ask, not a bad mark.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source` and run everything again. What is one day of customers worth? Which question of the reading bothers you, and who can answer it? Would you grant this company 60 days?
#
# ## Three questions
#
# 1. A town hall files no accounts. Do you refuse the order?
# 2. Profit is up, cash is down: name two possible causes.
# 3. Nothing is published at the registry. What do you conclude?
#
# <details><summary>Answers</summary>
#
# 1. No: public bodies file none. The question does not apply to them; ask for the purchase order and the service code.
# 2. Customers who pay later, a stock that swells, a loan repaid, an investment paid in cash, a dividend.
# 3. Nothing: publication starts at thresholds, and comes late.
#
# </details>
#
# **Terms met**: SIREN, balance sheet, intermediate balances, gross operating surplus, self-financing capacity, working capital, working capital need, net cash, equity, lien, factoring.
