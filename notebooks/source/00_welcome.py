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

# %% [markdown] lang="en" tags=["not-in-report"] of="5e1b0d80"
# # Welcome: from SIREN to cash
#
# A sale is over when it is paid. Between the first contact and the money in the bank stand nine stages, and each can cost margin, time or the customer: at a margin of 10%, €1,000 lost takes €10,000 of new sales.
#
# **In ten minutes you will**:
#
# - open a company's dossier from its accounting file;
# - tell what it holds, what it lacks and how far to trust it;
# - choose the stage to begin with.

# %% tags=["parameters"]
source = "sample"
lang = "fr"

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Ouvrir le dossier
#
# `source` est une entreprise d'exemple. Pour la vôtre, mettez à sa place le chemin de son FEC, le fichier des écritures que tout logiciel comptable sait exporter. Avant d'exécuter la suite, devinez : combien des douze tables du dossier un FEC peut-il remplir à lui seul ?

# %% [markdown] lang="en" tags=["not-in-report"] of="cb0305a4"
# ## Open the dossier
#
# `source` is a sample company. For your own, put in its place the path of its FEC, the file of entries that any French accounting software can export. Before you run what follows, guess: how many of the dossier's twelve tables can a FEC fill by itself?

# %%
import pandas as pd

from cashkit.dossier.tables import TABLES
from cashkit.publish import runs
from cashkit.views import data_findings_table, table

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
table(pd.DataFrame({"table": list(held), "rows_held": pd.array(list(held.values()), dtype="Int64")}), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Jusqu'où s'y fier
#
# Un chiffre ne vaut que ce que valent les lignes dont il sort. La lecture ne corrige rien en silence : elle signale. Combien de constats attendez-vous, et lesquels changeraient une décision ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d5cea414"
# ## How far to trust it
#
# A figure is worth what the lines it comes from are worth. Reading corrects nothing in silence: it reports. How many findings do you expect, and which would change a decision?

# %% tags=["not-in-report"]
data_findings_table(dossier.data_findings, lang, limit=10)

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Par où commencer
#
# - Un client nouveau, ou qui inquiète : [s'informer](01_inform.ipynb), puis [fixer une ligne de crédit](02_credit_line.ipynb).
# - De l'argent qui tarde : [encaisser](07_collection.ipynb) pour mesurer, [recouvrer](08_recovery.ipynb) pour agir.
# - Une direction à convaincre : [les impacts financiers](09_impact.ipynb), puis [la synthèse](10_synthesis.ipynb).
#
# **À retenir.** Le dossier réunit tout ce que l'on sait d'une entreprise à une date. Ce qui manque est dit. Ce qui est douteux est signalé, jamais caché.

# %% [markdown] lang="en" tags=["not-in-report"] of="b1c0a2a6"
# ## Where to begin
#
# - A new customer, or one that worries you: [get information](01_inform.ipynb), then [set a credit line](02_credit_line.ipynb).
# - Money that is slow to come: [collect](07_collection.ipynb) to measure, [recover](08_recovery.ipynb) to act.
# - A board to convince: [the financial impacts](09_impact.ipynb), then [the synthesis](10_synthesis.ipynb).
#
# **To remember.** The dossier gathers all that is known of a company at a date. What is missing is said. What is doubtful is reported, never hidden.
