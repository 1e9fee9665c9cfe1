"""English as it is written at this desk: day first, like the Vietnamese beside it, and a clock of 24 hours."""

from factdesk.settings.formats.vi.formats import DATE_INPUT_FORMATS as DATE_INPUT_FORMATS
from factdesk.settings.formats.vi.formats import DATETIME_INPUT_FORMATS as DATETIME_INPUT_FORMATS
from factdesk.settings.formats.vi.formats import FIRST_DAY_OF_WEEK as FIRST_DAY_OF_WEEK
from factdesk.settings.formats.vi.formats import TIME_INPUT_FORMATS as TIME_INPUT_FORMATS

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
