# %% [markdown] lang="fr" tags=["not-in-report", "idea-12", "idea-9"]
# # Impacts financiers : ce que coûtent les retards et les pertes
#
# À 10 % de marge nette, 1 000 € perdus effacent le gain de 10 000 € de ventes : il faut les refaire, avec d'autres clients, pour revenir au point de départ. Un retard coûte moins cher, mais tous les jours. En 2025, Ombrelune a perdu environ 80 k€ de créances et gagné 244 k€ ; sa trésorerie, elle, a fondu de 200 k€.
#
# **En soixante minutes, vous allez** :
#
# - calculer les ventes à refaire pour compenser une perte ;
# - déprécier une créance douteuse sans déprécier la TVA, et réclamer ce qui revient ;
# - chiffrer un jour de crédit clients, de stock et de crédit fournisseurs, puis ce que demande la croissance.
#
# Les cas sont ceux de Fermetures Ombrelune, l'entreprise fictive du [carnet d'accueil](00_welcome.ipynb).

# %% [markdown] lang="en" tags=["not-in-report", "idea-12", "idea-9"] of="4ec3d30f"
# # Financial impacts: what late payment and losses cost
#
# At a net margin of 10%, €1,000 lost wipes out the gain on €10,000 of sales: they have to be made again, with other customers, just to be back where you were. Late payment costs less, but it costs every day. In 2025 Ombrelune lost about €80k of receivables and earned €244k; its cash shrank by €200k.
#
# **In sixty minutes you will**:
#
# - work out the sales needed to earn a loss back;
# - write down a doubtful debt without writing down its VAT, and claim what comes back;
# - put a price on a day of customer credit, of stock and of supplier credit, then on growth.
#
# The cases are those of Fermetures Ombrelune, the made-up company of the [welcome notebook](00_welcome.ipynb).

# %% tags=["parameters"]
source = "sample"
as_of = None
lang = "fr"
margin_rate = None
financing_rate = 0.05
days = 5

# %%
import cashkit as ck
from cashkit import views
from cashkit.measures.financing import cash_of_days, financing_table, growth_table
from cashkit.publish import runs
from cashkit.publish.page import Page

ck.set_language(lang)
dossier = runs.dossier(source, lang=lang)
page = Page.of("impact", dossier, as_of=as_of, margin_rate=margin_rate)

# %% tags=["not-in-report"]
from cashkit.measures.margin import sales_to_recover_table
from cashkit.measures.provisions import bad_debt
from cashkit.teaching import terms_met

sample = dossier if source == "sample" else ck.open_dossier("sample", lang=lang)
story = Page.of("impact", sample)

# %% [markdown] lang="fr"
# ## Ce que les comptes disent des pertes
#
# Une créance compromise laisse trois traces en comptabilité : au 416 quand elle devient douteuse, au 491 quand on la déprécie, au 654 quand elle est perdue.

# %% [markdown] lang="en" of="028e8c76"
# ## What the books say of losses
#
# A bad debt leaves three marks in the books: on account 416 when it becomes doubtful, on 491 when it is written down, on 654 when it is lost.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Trois clients, trois procédures. Corvaize est en sauvegarde : 22 600 € au 416. Bativexin est en redressement : 64 200 €, toujours au 411. Mézin est en liquidation : 64 800 € passés en perte. **Votre pronostic** : pour chacun, quelle écriture manque au 31 décembre ?

# %% [markdown] lang="en" tags=["not-in-report"] of="98c11ffa"
# Three customers, three proceedings. Corvaize is under safeguard: €22,600 on account 416. Bativexin is in receivership: €64,200, still on 411. Mézin is in liquidation: €64,800 written off. **Your guess**: for each of them, which entry is missing on 31 December?

# %%
page.figures(
    "losses",
    "doubtful",
    "allowance",
    "not_written_down",
    "result_if_lost",
    "allowance_of_the_year",
    "allowance_reversed",
)

# %% [markdown] lang="fr"
# Beaucoup de douteux et peu de dépréciations : la perte est devant vous, pas derrière. Des pertes sans passage par les douteux : demandez le justificatif. Sans preuve d'irrécouvrabilité, la charge n'est pas déductible et la TVA ne se récupère pas.

# %% [markdown] lang="en" of="efc6e394"
# Many doubtful debts and little written down: the loss lies ahead of you, not behind. Losses that were never doubtful first: ask for the supporting document. Without proof that a debt is lost, the charge is not deductible and the VAT is not recovered.

# %%
page.table("doubtful_and_lost")

# %%
page.table("written_off")

# %%
page.findings("vat_to_recover", "insured_loss_not_claimed", point="proceedings insured_losses")

# %%
page.findings("write_off_without_trace", "accrual_missing")

# %% [markdown] lang="fr" tags=["not-in-report"]
# Corvaize : rien ne manque, la dépréciation de 9 417 € est la moitié du hors taxe. Bativexin : le passage au 416, et une dépréciation. Mézin : 10 800 € de TVA à récupérer depuis le jugement de liquidation, et 31 500 € d'indemnité que personne n'a réclamés à l'assureur. Deux lettres valent ici plus de 42 000 €.

# %% [markdown] lang="en" tags=["not-in-report"] of="64bc4592"
# Corvaize: nothing is missing, the allowance of €9,417 is half of the amount without VAT. Bativexin: the transfer to 416, and an allowance. Mézin: €10,800 of VAT to recover since the liquidation was ordered, and an indemnity of €31,500 that nobody claimed from the insurer. Here, two letters are worth more than €42,000.

# %% tags=["not-in-report"]
story.findings(customer="C0031")

# %% [markdown] lang="fr" tags=["idea-9"]
# ## Combien vendre pour compenser une perte ?
#
# La perte se divise par la marge : chaque vente ne laisse que sa marge pour combler le trou.

# %% [markdown] lang="en" tags=["idea-9"] of="419f35ed"
# ## How much must be sold to earn a loss back?
#
# The loss is divided by the margin: each sale leaves only its margin to fill the hole.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un commercial plaide : « 1 000 € perdus, ce n'est qu'une petite facture. » **Votre pronostic** : à 5 % de marge, combien doit-il vendre pour les rattraper ? Et à 25 % ? Écrivez les deux chiffres.

# %% [markdown] lang="en" tags=["not-in-report"] of="53a5168a"
# A sales rep pleads: 'A thousand euros lost is only a small invoice.' **Your guess**: at a margin of 5%, how much must be sold to earn it back? And at 25%? Write both figures down.

# %%
page.chart(views.sales_to_recover_chart, "sales_to_recover")

# %%
page.figures(
    "operating_margin",
    "variable_margin",
    "sales_to_recover_operating",
    "sales_to_recover_variable",
)

# %% [markdown] lang="fr"
# Deux marges, deux réponses. La marge d'exploitation convient quand les ventes nouvelles demandent leur part de frais fixes. La marge sur coût variable convient quand l'équipe et les locaux sont déjà payés et sous-employés. Entre les deux, c'est au directeur financier de trancher : dites toujours laquelle vous prenez.

# %% [markdown] lang="en" of="08be034d"
# Two margins, two answers. The operating margin is right when the new sales need their share of fixed costs. The contribution margin is right when staff and premises are already paid for and under-used. Between the two the finance director decides: always say which one you use.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** la perte était celle de Mézin, 64 800 € TTC ? La TVA se récupère : le trou est de 54 000 €. À 4,05 % de marge d'exploitation ou à 34 % de marge sur coût variable, devinez les ventes à refaire. Trois pièges : croire que la perte coûte son montant, ajouter la marge au lieu de diviser, compter la TVA.

# %% [markdown] lang="en" tags=["not-in-report"] of="dc10ed7b"
# **What if** the loss were Mézin's, €64,800 with VAT? The VAT comes back: the hole is €54,000. At an operating margin of 4.05%, or a contribution margin of 34%, guess the sales needed. Three traps: believing that a loss costs its amount, adding the margin instead of dividing, counting the VAT.

# %% tags=["not-in-report"]
views.table(sales_to_recover_table(losses=[54_000], margin_rates=[0.0405, 0.34]), lang)

# %% tags=["not-in-report"]
views.loss_case(amount=64_800, margin_rate=0.0405, lang=lang)

# %% tags=["not-in-report"]
views.margin_calculator(amount=64_800, margin_rate=0.0405, lang=lang)

# %% [markdown] lang="fr"
# ## De la créance douteuse à la perte
#
# On déprécie client par client, hors taxe, ce qui sera probablement perdu, assurance et marchandises à reprendre déduites.

# %% [markdown] lang="en" of="138f2ade"
# ## From doubt to loss
#
# Write down, customer by customer and without VAT, what will probably be lost, less insurance and goods that can be reclaimed.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Un client doit 24 000 € TTC, TVA à 20 %. Vous pensez en perdre 60 %. Finalement, rien ne rentre. **Votre pronostic** : de combien dépréciez-vous ? 14 400 €, 12 000 €, 11 520 € ou 8 000 € ? Et combien l'entreprise aura-t-elle perdu à la fin ?

# %% [markdown] lang="en" tags=["not-in-report"] of="f5330900"
# A customer owes €24,000 with VAT at 20%. You expect to lose 60% of it. In the end nothing comes in. **Your guess**: by how much do you write it down? €14,400, €12,000, €11,520 or €8,000? And how much will the company have lost in the end?

# %% tags=["not-in-report"]
way = bad_debt(amount=24_000, vat_rate=0.20, expected_loss=0.60)
effects = ["on_result", "on_receivables", "on_cash"]
views.table(way, lang, caption="bad_debt").with_total(way[effects].sum())

# %% [markdown] lang="fr" tags=["not-in-report"]
# On ne déprécie que le hors taxe, car la TVA d'une créance perdue se récupère : 24 000 / 1,20 × 60 % = 12 000 €. Lisez la dernière ligne : le résultat porte 20 000 €, la trésorerie récupère 4 000 € de TVA, et l'ordre des étapes n'y change rien. La dépréciation ne fait qu'avancer la date de la mauvaise nouvelle.

# %% [markdown] lang="en" tags=["not-in-report"] of="7845c91d"
# Only the amount without VAT is written down, since the VAT of a lost debt comes back: 24,000 / 1.20 × 60% = €12,000. Read the last line: the result bears €20,000, cash gets €4,000 of VAT back, and the order of the steps changes nothing. An allowance only brings forward the date of the bad news.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le client payait finalement un quart ? Et si la TVA n'avait jamais été due, comme dans l'autoliquidation du bâtiment (`vat_rate=0`) ? Changez un seul nombre à la fois.

# %% [markdown] lang="en" tags=["not-in-report"] of="f65556e1"
# **What if** the customer paid a quarter after all? And if VAT had never been due, as with the reverse charge in construction (`vat_rate=0`)? Change one number at a time.

# %% tags=["not-in-report"]
way = bad_debt(amount=24_000, vat_rate=0.20, expected_loss=0.60, recovered=0.25)
views.table(way, lang, caption="bad_debt").with_total(way[effects].sum())

# %%
page.findings("doubtful_not_transferred", "allowance_missing", "allowance_with_vat", "allowance_not_reversed")

# %% [markdown] lang="fr"
# Une facture publique de 200 jours est en retard, pas douteuse ; une retenue de garantie n'est ni l'une ni l'autre. Une dépréciation se reprend le jour où le client paie, ou le mois où la perte est constatée. Fiscalement, seule une perte probable, sur un client désigné, se déduit.

# %% [markdown] lang="en" of="72855364"
# A public invoice of 200 days is late, not doubtful; retention money is neither. An allowance is reversed on the day the customer pays, or in the month of the loss. For tax, only a probable loss, on a named customer, is deducted.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le client était assuré à 90 % ? Devinez la dépréciation d'une perte certaine de 24 000 € TTC, puis lisez la dernière ligne.

# %% [markdown] lang="en" tags=["not-in-report"] of="d1647feb"
# **What if** the customer were insured for 90%? Guess the allowance of a certain loss of €24,000 with VAT, then read the last line.

# %% tags=["not-in-report"]
way = bad_debt(amount=24_000, vat_rate=0.20, expected_loss=1, insured_share=0.90)
views.table(way, lang, caption="bad_debt").with_total(way[effects].sum())

# %% [markdown] lang="fr"
# ## Ce que l'ancienneté annonce
#
# De ce qui est échu, une part finit par rentrer ; le reste glisse d'une tranche à la suivante, puis se perd. Ces parts, mesurées sur vos douze derniers mois, donnent la perte à attendre de chaque tranche.

# %% [markdown] lang="en" of="65b6fbf9"
# ## What age tells you
#
# Part of what is overdue is paid in the end; the rest rolls from one bucket into the next, and is finally lost. These shares, measured over your last twelve months, give the expected loss for each bucket.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Votre pronostic** : sur 100 € en retard de plus de 90 jours, combien Ombrelune perd-elle ? Et sur 100 € pas encore échus ?

# %% [markdown] lang="en" tags=["not-in-report"] of="f54c829a"
# **Your guess**: out of €100 more than 90 days late, how much does Ombrelune lose? And out of €100 not yet due?

# %%
page.table("provision_matrix")

# %%
page.figures("provision_by_age")

# %% [markdown] lang="fr"
# Le taux de perte d'une tranche est le produit des taux de glissement qui lui restent à franchir. C'est un repère pour piloter, et la méthode simplifiée d'IFRS 9 ; au 491, on déprécie client par client.

# %% [markdown] lang="en" of="3e9fcee8"
# The loss rate of a bucket is the product of the roll rates that it still has to go through. It is a guide to steer by, and the simplified approach of IFRS 9; on account 491, write-downs are made customer by customer.

# %% [markdown] lang="fr" tags=["idea-8"]
# ## Chercher la trésorerie chez soi d'abord
#
# Avant d'aller voir la banque, ouvrez trois tiroirs : les clients, le stock, les fournisseurs.

# %% [markdown] lang="en" tags=["idea-8"] of="70aa1bfd"
# ## Look for cash at home first
#
# Before you go to the bank, open three drawers: customers, stock, suppliers.

# %% [markdown] lang="fr" tags=["not-in-report"]
# La banque refuse d'augmenter le découvert. **Votre pronostic** : dans cette entreprise, quel tiroir contient le plus d'argent par jour gagné ? Lequel pouvez-vous ouvrir sans fâcher personne ?

# %% [markdown] lang="en" tags=["not-in-report"] of="385719d0"
# The bank refuses a larger overdraft. **Your guess**: in this company, which drawer holds the most cash per day won? Which one can you open without upsetting anybody?

# %%
page.table("cash_of_one_day")

# %% [markdown] lang="fr"
# Un jour ne se gagne qu'une fois, mais le gain dure tant que l'on ne relâche pas l'effort. Côté clients : facturer le jour même, relancer, régler les litiges. Côté fournisseurs, il s'agit de payer au terme convenu, ni avant ni après : au-delà du délai légal, c'est l'amende de l'article L441-16.

# %% [markdown] lang="en" of="2c4dc05e"
# A day is won only once, but the gain lasts for as long as you keep up the effort. With customers: invoice on the day, chase, settle disputes. With suppliers, it means paying at the agreed term, neither before nor after: beyond the legal term comes the fine of article L441-16.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** l'on gagnait cinq jours (`days`) partout ? Comparez avec la trésorerie nette de l'étape [s'informer](01_inform.ipynb).

# %% [markdown] lang="en" tags=["not-in-report"] of="e69ce622"
# **What if** five days (`days`) were won everywhere? Compare with the net cash of the stage [get information](01_inform.ipynb).

# %% tags=["not-in-report"]
one_day = page.frame("cash_of_one_day")
views.table(cash_of_days(day_values=dict(zip(one_day["lever"], one_day["day_value"], strict=True)), days=days), lang)

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Votre pronostic** : des délais plus courts, des factures plus tôt, des litiges réglés, des relances faites à la date prévue. Lequel de ces leviers rapporte le plus en un an ?

# %% [markdown] lang="en" tags=["not-in-report"] of="71c1c866"
# **Your guess**: shorter terms, invoices out sooner, disputes settled, reminders on time. Which of these levers brings in the most within a year?

# %%
page.table("what_if")

# %%
page.table("what_if_months")

# %% [markdown] lang="fr"
# Chaque jour n'est compté que sous un seul levier, et l'effet est supposé complet au bout de six mois. Les hypothèses sont écrites à côté : mettez-y les vôtres avant de promettre le résultat.

# %% [markdown] lang="en" of="f434cfb2"
# Each day is counted under one lever only, and the effect is assumed to be complete after six months. The assumptions are written beside it: put in your own before you promise the result.

# %% [markdown] lang="fr" tags=["idea-15"]
# ## Ce que coûte l'attente
#
# Chaque euro chez un client est un euro que l'entreprise finance. Le taux est une hypothèse : prenez celui de votre découvert ou de votre factor.

# %% [markdown] lang="en" tags=["idea-15"] of="806d9f6d"
# ## What waiting costs
#
# Each euro owed by a customer is a euro that the company finances. The rate is an assumption: use that of your overdraft or of your factor.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Ombrelune finance près de 2 M€ de factures ouvertes, au taux de son découvert. **Votre pronostic** : dans ce coût, quelle part vient du retard, et quelle part du délai que vous avez accordé ?

# %% [markdown] lang="en" tags=["not-in-report"] of="1d37db17"
# Ombrelune finances nearly €2m of open invoices, at its overdraft rate. **Your guess**: how much of this cost comes from late payment, and how much from the terms that you granted?

# %%
recovery = Page.of("recovery", dossier, as_of=as_of).review
carried = {one.key: one.value for one in recovery.figure_records if one.key in {"gross_open", "overdue"}}
views.table(financing_table(amounts=carried, annual_rate=financing_rate), lang, caption="financing_cost")

# %% [markdown] lang="fr"
# Le coût du délai accordé se négocie avec le prix. Celui du retard ne s'est jamais négocié : le client l'a pris. Les pénalités légales et les 40 € par facture sont là pour le lui facturer ; l'étape [recouvrer](08_recovery.ipynb) les chiffre.

# %% [markdown] lang="en" of="966ab39a"
# The cost of the terms granted is negotiated along with the price. That of late payment never was: the customer took it. Late-payment interest and €40 per invoice are there to charge for it; the stage [recover](08_recovery.ipynb) works them out.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** votre banque passait le taux à 8 % ?

# %% [markdown] lang="en" tags=["not-in-report"] of="5eb3291a"
# **What if** your bank raised the rate to 8%?

# %% tags=["not-in-report"]
views.table(financing_table(amounts=carried, annual_rate=0.08), lang, caption="financing_cost")

# %% [markdown] lang="fr" tags=["idea-1"]
# ## La croissance demande de l'argent avant d'en rapporter
#
# Le bénéfice naît à la facture, l'argent à l'encaissement. Entre les deux, il faut financer.

# %% [markdown] lang="en" tags=["idea-1"] of="dd21d5e7"
# ## Growth takes cash before it brings any
#
# Profit comes with the invoice, money with the payment. What lies between has to be financed.

# %% [markdown] lang="fr" tags=["not-in-report"]
# Le dirigeant d'Ombrelune annonce 10 % de ventes en plus, avec la même marge. **Votre pronostic** : à la fin de la première année, la trésorerie a-t-elle monté ou baissé, et d'à peu près combien ?

# %% [markdown] lang="en" tags=["not-in-report"] of="6f7e1f13"
# Ombrelune's managing director announces 10% more sales at the same margin. **Your guess**: at the end of the first year, has cash gone up or down, and by roughly how much?

# %%
page.table("growth")

# %%
page.figures("growth_cash", "growth_limit", "working_capital_change")

# %% [markdown] lang="fr"
# À délais constants, le BFR grandit comme les ventes ; le bénéfice, lui, ne grandit que de la marge. Quand la dernière colonne est négative, préparez le financement avant la campagne commerciale. Quand elle est positive, le BFR est faible ou négatif, ou la marge le couvre : la croissance s'autofinance.

# %% [markdown] lang="en" of="d5024fbd"
# With terms unchanged, the working capital need grows as fast as sales; profit grows only by the margin. Where the last column is negative, arrange the financing before the sales campaign. Where it is positive, the need is small or negative, or the margin covers it: growth pays for itself.

# %% [markdown] lang="fr" tags=["not-in-report"]
# **Et si** le BFR était négatif, comme dans la grande distribution ? Les 9,9 M€ de ventes et 2,46 % de marge nette d'Ombrelune : d'abord avec 1 085 000 € de BFR, puis avec -300 000 €. Devinez le signe de la dernière colonne.

# %% [markdown] lang="en" tags=["not-in-report"] of="98bc8812"
# **What if** the need were negative, as in large-scale retail? Ombrelune's €9.9m of sales and net margin of 2.46%: first with a need of €1,085,000, then with -€300,000. Guess the sign of the last column.

# %% tags=["not-in-report"]
views.table(growth_table(need=1_085_000, turnover=9_900_000, net_margin=0.0246), lang, caption="growth")

# %% tags=["not-in-report"]
views.table(growth_table(need=-300_000, turnover=9_900_000, net_margin=0.0246), lang, caption="growth")

# %% [markdown] lang="fr" tags=["not-in-report", "idea-11"]
# Le reste ne se voit dans aucun tableau : moins de pertes, c'est aussi moins de clients qui partent fâchés, et moins d'effort commercial pour le même chiffre d'affaires. Un client qui paie est un client que l'on n'a pas à remplacer.

# %% [markdown] lang="en" tags=["not-in-report", "idea-11"] of="82b5e6d9"
# The rest shows in no table: less bad debt also means fewer customers who leave in anger, and less selling effort for the same turnover. A customer who pays is a customer you do not have to replace.

# %% tags=["not-in-report"]
page.missing()

# %% [markdown] lang="fr" tags=["not-in-report"]
# **À vous**, dans [le carnet d'exercices](../../exercises/fr/09_impact.ipynb) : une perte, une dépréciation, la croissance, la valeur d'un jour.
#
# ## À retenir
#
# - Une perte se divise par la marge : plus la marge est mince, plus il faut vendre pour la compenser.
# - On déprécie le hors taxe, jamais la TVA ; la TVA et l'assurance se réclament.
# - La trésorerie se cherche d'abord chez soi, et la croissance se finance à l'avance.
#
# ## Sur votre dossier
#
# Remplacez `source` par le chemin d'un FEC. Combien de ventes faut-il pour compenser votre plus grosse perte ? Vos douteux sont-ils dépréciés, hors taxe ? Que vaut un jour de crédit clients ? De combien d'argent votre plan de croissance a-t-il besoin ?
#
# ## Trois questions
#
# 1. Perte de 6 000 € HT, marge d'exploitation de 3 %. Combien de ventes à refaire ?
# 2. Créance douteuse de 6 000 € TTC, TVA à 20 %, probablement perdue pour moitié. Combien au 491 ?
# 3. Ventes +20 %, bénéfice en hausse, découvert en hausse. Est-ce une anomalie ?
#
# <details><summary>Réponses</summary>
#
# 1. 6 000 / 0,03 = 200 000 €.
# 2. 6 000 / 1,20 × 50 % = 2 500 €.
# 3. Non : le BFR a grandi plus vite que le bénéfice.
#
# </details>
#
# **Termes rencontrés** : créance douteuse, dépréciation, perte sur créance irrécouvrable, justificatif d'irrécouvrabilité, marge d'exploitation, marge sur coût variable, matrice de dépréciation, taux de glissement, coût de financement, BFR.

# %% [markdown] lang="en" tags=["not-in-report"] of="89eb86a2"
# **Your turn**, in [the exercise notebook](../../exercises/en/09_impact.ipynb): a loss, an allowance, growth, the value of a day.
#
# ## To remember
#
# - A loss is divided by the margin: the thinner the margin, the more must be sold to earn it back.
# - An allowance is without VAT, always; the VAT and the insurance are claimed.
# - Look for cash at home first, and finance growth in advance.
#
# ## On your own dossier
#
# Put the path of a FEC in place of `source`. How much must be sold to make up for your largest loss? Are your doubtful debts written down, without VAT? What is a day of customer credit worth? How much cash does your growth plan need?
#
# ## Three questions
#
# 1. A loss of €6,000 without VAT, an operating margin of 3%. How much must be sold?
# 2. A doubtful debt of €6,000 with VAT at 20%, half of it probably lost. How much on account 491?
# 3. Sales +20%, profit up, overdraft up. Is something wrong?
#
# <details><summary>Answers</summary>
#
# 1. 6,000 / 0.03 = €200,000.
# 2. 6,000 / 1.20 × 50% = €2,500.
# 3. No: the working capital need has grown faster than the profit.
#
# </details>
#
# **Terms met**: doubtful debt, allowance, bad debt written off, proof of a lost debt, operating margin, contribution margin, provision matrix, roll rate, cost of financing, working capital need.

# %% tags=["not-in-report"]
terms_met("impact")
