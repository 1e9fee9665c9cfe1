"""Vietnamese dates in forms, the short form in which lists show them, and how digits are grouped."""

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = [f"{date} {time}" for date in DATE_INPUT_FORMATS for time in ("%H:%M", "%H:%M:%S")]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_FORMAT = r"H:i \n\g\à\y d/m/Y"  # Django's own has a capital in the middle
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "H:i d/m/Y"
FIRST_DAY_OF_WEEK = 1
# Vietnamese groups digits in threes, with points: Django knows the points and not the threes.
NUMBER_GROUPING = 3
