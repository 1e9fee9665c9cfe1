/* Wagtail's calendar replaces a date that it cannot read by today's, without a word, when the field is left.
   Leave what was typed alone: the server reads it day first, and says so where it cannot. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

/* That switch also put the calendar away when the field was left. It opens 100 ms after the field was entered, so look
   a little later than that. */
document.addEventListener("focusout", ({ target }) => {
  if (jQuery(target).data("xdsoft_datetimepicker")) {
    setTimeout(() => {
      if (document.activeElement !== target) {
        jQuery(target).datetimepicker("hide");
      }
    }, 150);
  }
});
