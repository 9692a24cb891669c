# %% [markdown] lang="fr" tags=["not-in-report", "idea-12"]
# # Synthèse : la page du dirigeant
#
# Un dirigeant vous donne cinq minutes. Il veut savoir combien d'argent il peut faire rentrer, ce qu'il risque de perdre, et ce que vous lui demandez de signer. Chaque jour gagné sur le délai de règlement est de l'argent ; une page qu'il ne lit pas n'en rapporte pas.
#
# **En quarante-cinq minutes, vous allez** :
#
# - dire jusqu'où se fier aux chiffres, avant de les donner ;
# - lire une phrase, cinq chiffres et neuf avis sans les confondre ;
# - choisir les décisions à signer, et dire ce que les données ne disent pas.
#
# La page est celle d'Ombrelune au 31 décembre 2025 : sa trésorerie est à -165 k€, et la banque attend.

# %% [markdown] lang="en" tags=["not-in-report", "idea-12"] of="33ab93db"
# # Synthesis: the managing director's page
#
# A managing director gives you five minutes. He wants to know how much cash can be brought in, what may be lost, and what you ask him to sign. Each day gained on payment times is money; an unread page brings none.
#
# **In forty-five minutes you will**:
#
# - say how far the figures can be trusted, before you give them;
# - read one sentence, five figures and nine verdicts without mixing them up;
# - choose the decisions to sign, and say what the data do not say.
#
# The page is that of Ombrelune on 31 December 2025: its cash stands at -€165k, and the bank is waiting.

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
margin_rate = None
days_won = 3

# %%
import cashkit as ck
from cashkit import views
from cashkit.measures.financing import cash_of_days
from cashkit.publish import runs
from cashkit.publish.page import Page
from cashkit.teaching import terms_met

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("synthesis", dossier, as_of=as_of, margin_rate=margin_rate)

# %% [markdown] lang="fr"
# ## Jusqu'où se fier aux données
#
# Avant le premier chiffre, dites ce qu'il vaut.

# %% [markdown] lang="en" of="a9230e87"
# ## How far to trust the data
#
# Before the first figure, say what it is worth.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un lettrage à plus de 85 %, trois règlements que personne n'identifie, un fichier clients repris en novembre : c'est Ombrelune. **Votre pronostic** : lequel de ces points fragilise le plus vos chiffres ? Et que devient un retard de 20 jours quand l'échéance n'est que supposée ?

# %% [markdown] lang="en" tags=["not-in-report"] of="030c3b40"
# Matching at more than 85%, three payments that nobody can identify, a customer file carried over in November: that is Ombrelune. **Your guess**: which of these weakens your figures most? And what becomes of a delay of 20 days when the due date is only assumed?

# %%
page.table("reliability")

# %% tags=["not-in-report"]
page.table("data_quality")

# %% tags=["not-in-report"]
page.table("grades")

# %% [markdown] lang="fr"
# Un FEC donne des soldes exacts : ce qui est dû ne dépend ni du lettrage ni des échéances. Le retard, lui, en dépend. Quand les échéances sont supposées, parlez des montants avec assurance et des retards avec réserve.

# %% [markdown] lang="en" of="d4dbf6c0"
# A FEC gives exact balances: what is owed depends neither on matching nor on due dates. Lateness does. Where due dates are assumed, speak of amounts with confidence and of lateness with reserve.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on ne gardait que le lettrage déjà fait ? Comparez le retard selon les deux vues : ce qui disparaît au rapprochement est à lettrer, pas à relancer.

# %% [markdown] lang="en" tags=["not-in-report"] of="6e3308a6"
# **What if** only the matching already done were kept? Compare lateness in both views: what matching takes away is to be matched, not chased.

# %% tags=["not-in-report"]
Page.of("recovery", dossier, as_of=as_of).figures("overdue_as_lettered", "overdue", "matched_away")

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Une phrase, cinq chiffres
#
# Un chiffre sans cible n'appelle aucune décision.

# %% [markdown] lang="en" tags=["not-in-report"] of="f79e0aaa"
# ## One sentence, five figures
#
# A figure without a target calls for no decision.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le dirigeant lit la première ligne, et parfois rien d'autre. **Votre pronostic** : écrivez-la vous-même, en trente mots, avec un montant, une cause et un gain possible. Puis comparez.

# %% [markdown] lang="en" tags=["not-in-report"] of="0bdfafb8"
# The managing director reads the first line, and sometimes nothing else. **Your guess**: write it yourself, in thirty words, with an amount, a cause and a possible gain. Then compare.

# %% tags=["not-in-report"]
page.table("six_sentences")

# %% tags=["not-in-report"]
views.table(page.frame("five_figures"), lang, units={"target": "sentence"})

# %% [markdown] lang="fr" tags=["not-in-report"]
# La cible du DSO est votre propre DSO théorique, celui que vous auriez si chacun payait à l'échéance ; jamais une moyenne nationale, qui mélange des métiers et des délais sans rapport. Comparez à l'an dernier à la même date : un mois de décembre ne se compare pas à un mois de juin.

# %% [markdown] lang="en" tags=["not-in-report"] of="fcda547b"
# The target of the DSO is your own best possible one, the DSO that you would have if everybody paid on the due date; never a national mean, which mixes trades and terms that have nothing in common. Compare with last year on the same day: a December is not compared with a June.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Neuf avis, un fait pour chacun
#
# Ombrelune a donné ses douze tables ; un client d'audit n'apporte souvent que son FEC. **Votre pronostic** : combien d'étapes restent alors « non évaluées » ? Un avis absent vaut-il mieux ou moins bien qu'un mauvais avis ?

# %% [markdown] lang="en" tags=["not-in-report"] of="d468f3a0"
# ## Nine verdicts, one fact each
#
# Ombrelune has given its twelve tables; an audit client often brings only a FEC. **Your guess**: how many stages then stay 'not assessed'? Is a missing verdict better or worse than a bad one?

# %% tags=["not-in-report"]
page.table("nine_verdicts")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un avis se défend par un fait chiffré, sinon il se discute sans fin. « Non évalué » dit ce qu'il faudrait : ce n'est ni un satisfecit ni un reproche. Méfiez-vous d'un tableau tout vert fait avec trois tables sur douze.

# %% [markdown] lang="en" tags=["not-in-report"] of="a55ea913"
# A verdict stands on a fact with a figure, or it is argued over for ever. 'Not assessed' says what would be needed: it is neither praise nor blame. Beware of an all-green page made from three tables out of twelve.

# %% [markdown] lang="fr" tags=["not-in-report"]
# ## Les cas à traiter
#
# Chaque euro ne compte qu'une fois, même quand plusieurs étapes le trouvent. Perte possible, trésorerie en retard, coût annuel et risque encouru ne s'additionnent pas.

# %% [markdown] lang="en" tags=["not-in-report"] of="a326d1d8"
# ## The cases to act on
#
# Each euro counts once, even where several stages find it. Possible loss, cash late, yearly cost and risk incurred are not added up.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Bativexin apparaît dans cinq étapes pour les mêmes 64 200 €. **Votre pronostic** : combien de fois ces euros comptent-ils sur la page ? Et entre 5 000 € qui peuvent être perdus et 50 000 € en retard chez un bon payeur, par quoi commencez-vous ?

# %% [markdown] lang="en" tags=["not-in-report"] of="ad268656"
# Bativexin appears in five stages for the same €64,200. **Your guess**: how many times do these euros count on the page? And between €5,000 that may be lost and €50,000 late with a good payer, where do you begin?

# %% tags=["not-in-report"]
page.table("cases_to_act")

# %% tags=["not-in-report"]
page.table("at_stake")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Les pertes d'abord : un euro perdu ne revient pas, un euro en retard coûte son financement. Comparez la somme des constats et l'enjeu : l'écart est ce que plusieurs constats partagent, ou que le client a payé depuis. Une amende possible n'est pas une perte : on la signale, sans qu'elle chasse le reste de la page.

# %% [markdown] lang="en" tags=["not-in-report"] of="641232c3"
# Losses come first: a euro lost does not come back, a euro late costs its financing. Compare the sum of the findings with what is at stake: the gap is what several findings share, or what the customer has paid since. A possible fine is no loss: it is reported without pushing the rest off the page.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on classait tout ensemble, par montant, sans regarder la nature ? Devinez ce qui passerait devant Bativexin, puis comparez avec la liste complète.

# %% [markdown] lang="en" tags=["not-in-report"] of="00594f18"
# **What if** everything were ranked together, by amount, whatever its kind? Guess what would come before Bativexin, then compare with the whole list.

# %% tags=["not-in-report"]
together = page.frame("cases_by_amount").sort_values("amount_at_stake", ascending=False)
views.table(together[["kind", "stage", "amount_at_stake", "message"]], lang, caption="cases_by_amount", limit=12)

# %% [markdown] lang="fr" tags=["idea-16"]
# ## Les décisions à signer
#
# Chacune découle d'un chiffre de cet audit. Le dirigeant signe ; on y ajoute un nom et une date.

# %% [markdown] lang="en" tags=["idea-16"] of="12c06289"
# ## The decisions to sign
#
# Each follows from a figure of this audit. The managing director signs; a name and a date are added.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Ombrelune a quatre leviers : des règles et des délais clairs ; un outil qui suit et relance ; l'analyse des comportements, pour voir venir ; une équipe commerciale et comptable formée aux mêmes réflexes. **Votre pronostic** : lequel coûte le moins, et pourrait être en vigueur lundi ?

# %% [markdown] lang="en" tags=["not-in-report"] of="77a4494e"
# Ombrelune has four levers: clear rules and terms; a tool that follows and reminds; the analysis of behaviour, to see risk coming; sales and accounting staff trained in the same reflexes. **Your guess**: which one costs least, and could be in force on Monday?

# %%
page.table("decisions")

# %% [markdown] lang="fr"
# Une règle écrite coûte une réunion et s'applique lundi ; un outil prend des mois, et ne vaut que par la règle qu'il applique. Payez la prime du commercial sur l'encaissé : la moitié des règles devient inutile.

# %% [markdown] lang="en" of="71e325d7"
# A written rule costs one meeting and applies on Monday; a tool takes months, and is worth no more than the rule that it applies. Pay the sales bonus on cash received: half of the rules become unnecessary.

# %% [markdown] lang="fr"
# ## Le plan d'action
#
# Une action sans nom ni date est un vœu. Le temps est une estimation : remplacez-la par celle de vos équipes.

# %% [markdown] lang="en" of="557fc2b1"
# ## The action plan
#
# An action without a name and a day is a wish. The time is an estimate: put that of your own teams in its place.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Votre pronostic** : combien d'heures de travail demande tout ce que cet audit a trouvé, et qui en porte le plus ?

# %% [markdown] lang="en" tags=["not-in-report"] of="9c4cdee9"
# **Your guess**: how many hours of work does all that this audit found ask for, and who carries most of it?

# %%
page.table("action_plan")

# %%
page.table("work_by_owner")

# %% [markdown] lang="fr"
# Commencez par ce qui se perd à une date, puis par ce qui rapporte le plus pour le moins d'heures. Un responsable surchargé est un plan qui ne sera pas tenu : répartissez avant de signer.

# %% [markdown] lang="en" of="c136974e"
# Begin with what is lost after a given date, then with what brings most for the fewest hours. An owner with too much on his plate is a plan that will not be kept: share it out before signing.

# %% [markdown] lang="fr"
# ## La maîtrise des neuf étapes
#
# Chaque étape se mesure à deux ou trois chiffres, bons, passables ou insuffisants : c'est à soi-même, l'an prochain, que l'on se compare.

# %% [markdown] lang="en" of="bb41d06b"
# ## The maturity of the nine stages
#
# Each stage is held against two or three figures, good, fair or insufficient: it is with yourself, next year, that you compare.

# %%
page.table("maturity")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on relisait le recouvrement un an plus tôt, aux mêmes définitions ? Devinez le sens de trois écarts avant de lire.

# %% [markdown] lang="en" tags=["not-in-report"] of="d057301d"
# **What if** recovery were read again a year earlier, by the same definitions? Guess which way three differences go before you read.

# %% tags=["not-in-report"]
sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
both = ck.compare(ck.review("recovery", sample, as_of="2024-12-31"), ck.review("recovery", sample))
views.table(both.table, lang, caption="before_after", limit=12)

# %% [markdown] lang="fr" tags=["idea-17"]
# ## À 90 jours
#
# Un objectif se mesure avec les mêmes définitions qu'aujourd'hui : même date dans le mois, mêmes comptes, mêmes échéances.

# %% [markdown] lang="en" tags=["idea-17"] of="85a5e084"
# ## In 90 days
#
# A goal is measured with today's definitions: the same day of the month, the same accounts, the same due dates.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Votre pronostic** : si le retard diminue de moitié, combien d'argent rentre ? Rentre-t-il chaque année, ou une seule fois ?

# %% [markdown] lang="en" tags=["not-in-report"] of="fa47a70f"
# **Your guess**: if lateness is halved, how much cash comes in? Does it come in every year, or once?

# %%
page.table("ninety_days")

# %% [markdown] lang="fr"
# Cette trésorerie ne rentre qu'une fois, mais elle reste tant que le délai tient : c'est de quoi investir sans emprunter. Le reste ne se chiffre pas : moins d'appels désagréables, des clients qui savent à quoi s'en tenir, une réputation. Sans une année de ventes connue, ou sans retard, il n'y a pas d'objectif à fixer.

# %% [markdown] lang="en" of="48a261bc"
# This cash comes in once only, but it stays as long as the delay holds: it is money to invest without borrowing. The rest has no figure: fewer unpleasant calls, customers who know where they stand, a reputation. Without a year of sales, or without lateness, there is no goal to set.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on ne gagnait que trois jours (`days_won`) ? C'est ce qu'apporte souvent, à lui seul, l'appel passé avant l'échéance.

# %% [markdown] lang="en" tags=["not-in-report"] of="547e7aaf"
# **What if** only three days (`days_won`) were gained? That is often what the call before the due date brings by itself.

# %% tags=["not-in-report"]
reach = next(one for one in page.review.figure_records if one.key == "cash_within_reach")
day_value = reach.inputs.get("day_of_customers", 0)
views.table(cash_of_days(day_values={"day_of_customers": day_value}, days=days_won), lang)

# %% [markdown] lang="fr"
# ## Ce que les données ne disent pas
#
# Une table manquante n'est pas une faute : c'est une demande à faire, et voici ce qu'elle apporterait.

# %% [markdown] lang="en" of="7fc8f3f3"
# ## What the data do not say
#
# A missing table is no fault: it is a request to make, and here is what it would add.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Votre pronostic** : si vous ne pouviez demander qu'un fichier de plus à un client qui n'a donné que son FEC, lequel ouvrirait le plus d'étapes ?

# %% [markdown] lang="en" tags=["not-in-report"] of="c2574c12"
# **Your guess**: if you could ask one more file of a client who gave only a FEC, which would open most stages?

# %%
page.table("to_ask_for")

# %% tags=["not-in-report"]
page.table("asks")

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous** : reprenez un exercice de chaque étape, à commencer par [le recouvrement](../../exercises/fr/08_recovery.ipynb). L'enveloppe scellée du dossier d'Ombrelune contient les encaissements de janvier et février 2026 : ne l'ouvrez qu'après avoir écrit votre prévision.
#
# ## À retenir
#
# - La qualité des données d'abord, le chiffre ensuite.
# - Un fait par avis, une cible par chiffre, un nom par décision.
# - Perte, retard, coût et risque ne s'additionnent pas.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC. Quelle est votre phrase ? Quelle décision signeriez-vous demain ? Quel fichier demandez-vous en premier, et à qui ?
#
# ## Trois questions
#
# 1. Le DSO passe de 60 à 52 jours après une cession de factures au factor. Les clients paient-ils mieux ?
# 2. Pourquoi ne pas additionner 20 000 € de pertes possibles et 80 000 € en retard ?
# 3. Les échéances sont supposées à 30 jours. Que pouvez-vous affirmer, et sur quoi faut-il une réserve ?
#
# <details><summary>Réponses</summary>
#
# 1. Non : le factor vous a payé, vos clients pas encore. Réintégrez les créances cédées dans le calcul.
# 2. L'un ne reviendra peut-être jamais, l'autre reviendra plus tard : le second ne coûte que son financement.
# 3. Affirmez ce qui est dû ; émettez une réserve sur ce qui est en retard.
#
# </details>
#
# **Termes rencontrés** : lettrage, échéance supposée, DSO théorique, jours de ventes échus, trésorerie à récupérer, enjeu, risque encouru.

# %% [markdown] lang="en" tags=["not-in-report"] of="a3bd5978"
# **Your turn**: take up one exercise of each stage, beginning with [recovery](../../exercises/en/08_recovery.ipynb). The sealed envelope of Ombrelune's dossier holds the receipts of January and February 2026: open it only once you have written your forecast.
#
# ## To remember
#
# - The quality of the data first, the figure next.
# - One fact per verdict, one target per figure, one name per decision.
# - Loss, lateness, cost and risk are not added up.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source`. What is your sentence? Which decision would you sign tomorrow? Which file do you ask for first, and whom?
#
# ## Three questions
#
# 1. The DSO falls from 60 to 52 days after invoices were sold to a factor. Do customers pay better?
# 2. Why not add €20,000 of possible losses to €80,000 that are late?
# 3. Due dates are assumed at 30 days. What can you state, and what must you qualify?
#
# <details><summary>Answers</summary>
#
# 1. No: the factor has paid you, your customers have not. Put the receivables sold back into the computation.
# 2. The one may never come back, the other will come later: it costs only its financing.
# 3. State what is owed; qualify what is late.
#
# </details>
#
# **Terms met**: matching, assumed due date, best possible DSO, days of sales overdue, cash within reach, amount at stake, risk incurred.

# %% tags=["not-in-report"]
terms_met("synthesis")
