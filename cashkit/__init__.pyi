from cashkit.accounts.own_accounts import accounts_of as accounts_of
from cashkit.accounts.reading import read_balance_sheet as read_balance_sheet
from cashkit.accounts.statements import balance_sheet as balance_sheet
from cashkit.accounts.statements import income_statement as income_statement
from cashkit.dossier.dossier import Dossier as Dossier
from cashkit.ground.errors import CashkitError as CashkitError
from cashkit.ground.identifiers import is_siren as is_siren
from cashkit.ground.identifiers import is_siret as is_siret
from cashkit.ground.identifiers import vat_number as vat_number
from cashkit.ground.language import set_language as set_language
from cashkit.law.late_payment import late_payment as late_payment
from cashkit.law.payment_terms import due_date as due_date
from cashkit.measures.aged_balance import aged_balance as aged_balance
from cashkit.measures.dso import dso as dso
from cashkit.measures.dso_formulas import count_back_dso as count_back_dso
from cashkit.measures.dso_formulas import period_dso as period_dso
from cashkit.measures.dso_history import dso_history as dso_history
from cashkit.measures.exposure import exposure as exposure
from cashkit.measures.margin import sales_to_recover as sales_to_recover
from cashkit.measures.open_items import open_items as open_items
from cashkit.measures.time_to_pay import time_to_pay as time_to_pay
from cashkit.publish.audit import audit as audit
from cashkit.readers.folder import save_dossier as save_dossier
from cashkit.readers.open import open_dossier as open_dossier
from cashkit.stages.door import review as review

__version__: str
