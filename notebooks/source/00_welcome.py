# %% [markdown] lang="fr" tags=["not-in-report"]
# # Bienvenue : du SIREN à l'encaissement
#
# Une vente n'est finie que payée. Entre le premier contact et l'argent en banque, il y a neuf étapes, et chacune peut coûter de la marge, du temps ou le client : à 10 % de marge, 1 000 € perdus demandent 10 000 € de ventes nouvelles.
#
# **En dix minutes, vous allez** :
#
# - ouvrir le dossier d'une entreprise à partir de son fichier comptable ;
# - dire ce qu'il contient, ce qui lui manque et jusqu'où s'y fier ;
# - choisir l'étape par laquelle commencer.
#
# Chaque carnet avance de la même façon : une situation, **votre pronostic** noté avant d'exécuter, un résultat, sa lecture, puis « et si » l'on change une seule chose. C'est de l'écart entre votre pronostic et le résultat que l'on apprend.

# %% [markdown] lang="en" tags=["not-in-report"] of="c5cbe7ba"
# # Welcome: from SIREN to cash
#
# A sale is over when it is paid. Between the first contact and the money in the bank stand nine stages, and each can cost margin, time or the customer: at a margin of 10%, €1,000 lost takes €10,000 of new sales.
#
# **In ten minutes you will**:
#
# - open a company's dossier from its accounting file;
# - tell what it holds, what it lacks and how far to trust it;
# - choose the stage to begin with.
#
# Every notebook proceeds in the same way: a situation, **your guess** written down before you run, a result, how to read it, then 'what if' one thing is changed. It is from the gap between your guess and the result that you learn.

# %% tags=["parameters"]
source = "sample"
lang = "fr"

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Ouvrir le dossier
#
# `source` est une entreprise d'exemple. Pour la vôtre, mettez à sa place le chemin de son FEC, le fichier des écritures que tout logiciel comptable français sait exporter. **Votre pronostic** : combien des douze tables du dossier un FEC remplit-il à lui seul ?

# %% [markdown] lang="en" tags=["not-in-report"] of="66f3e37d"
# ## Open the dossier
#
# `source` is a sample company. For your own, put in its place the path of its FEC, the file of entries that any French accounting software can export. **Your guess**: how many of the dossier's twelve tables does a FEC fill by itself?

# %%
import pandas as pd

import cashkit as ck
from cashkit import views
from cashkit.dossier.tables import TABLES
from cashkit.ground import language
from cashkit.publish import runs
from cashkit.stages.review import STAGES

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)

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
# Cinq : les écritures, et ce que l'on en tire, à savoir les clients (leur code et leur nom, rien de plus), les factures, les règlements et les affectations des uns aux autres. Commandes, livraisons, litiges et relances vivent ailleurs, dans le logiciel de gestion ou dans les têtes.

# %% [markdown] lang="en" tags=["not-in-report"] of="afc73069"
# Five: the entries, and what is drawn from them, that is customers (their code and their name, nothing more), invoices, payments and the allocations of the ones to the others. Orders, deliveries, disputes and reminders live elsewhere, in business software or in people's heads.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Jusqu'où s'y fier
#
# Un chiffre ne vaut que ce que valent les lignes dont il sort. La lecture ne corrige rien en silence : elle signale. **Votre pronostic** : combien de constats, et lesquels changeraient une décision ?

# %% [markdown] lang="en" tags=["not-in-report"] of="4c94c044"
# ## How far to trust it
#
# A figure is worth what the lines it comes from are worth. Reading corrects nothing in silence: it reports. **Your guess**: how many findings, and which would change a decision?

# %% tags=["not-in-report"]
views.data_findings_table(dossier.data_findings, lang, limit=10)

# %% [markdown] lang="fr" tags=["not-in-report"]
# Beaucoup de ces constats intéressent l'administration fiscale plus que vous. Pour le recouvrement, trois comptent : une échéance inconnue, un règlement qui ne solde rien, une facture comptée deux fois.

# %% [markdown] lang="en" tags=["not-in-report"] of="43a48fb3"
# Many of these findings concern the tax office more than you. For recovery three matter: an unknown due date, a payment that settles nothing, an invoice counted twice.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Les neuf étapes
#
# **Votre pronostic** : dans votre entreprise, à quelle étape se perd le plus d'argent ? Et de laquelle personne ne s'occupe-t-il ?

# %% [markdown] lang="en" tags=["not-in-report"] of="b4f02f2d"
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
# - Un client nouveau, ou qui inquiète : [s'informer](01_inform.ipynb).
# - De l'argent qui tarde : [encaisser](07_collection.ipynb) pour mesurer, [recouvrer](08_recovery.ipynb) pour agir.
# - Une direction à convaincre : [les impacts financiers](09_impact.ipynb), puis [la synthèse](10_synthesis.ipynb).
#
# **À retenir.** Le dossier réunit tout ce que l'on sait d'une entreprise à une date. Ce qui manque est dit. Ce qui est douteux est signalé, jamais caché.

# %% [markdown] lang="en" tags=["not-in-report"] of="839895c4"
# ## Where to begin
#
# - A new customer, or one that worries you: [get information](01_inform.ipynb).
# - Money that is slow to come: [collect](07_collection.ipynb) to measure, [recover](08_recovery.ipynb) to act.
# - A board to convince: [the financial impacts](09_impact.ipynb), then [the synthesis](10_synthesis.ipynb).
#
# **To remember.** The dossier gathers all that is known of a company at a date. What is missing is said. What is doubtful is reported, never hidden.
