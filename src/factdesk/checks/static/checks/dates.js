/* Wagtail's calendar replaces a date that it cannot read by today's, without a word, when the field is left.
   Leave what was typed alone: the server reads it day first, and says so where it cannot. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
