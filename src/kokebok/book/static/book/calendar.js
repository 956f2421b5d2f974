/* In the page editor: a calendar closes when one leaves its field, and what one wrote there stays as it is. */
const OPENS_AFTER = 100; // milliseconds: Wagtail's calendar opens so long after its field has got the focus

document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-calendar]")) {
    window.setTimeout(() => {
      if (document.activeElement !== target) window.jQuery(target).datetimepicker("hide");
    }, OPENS_AFTER + 50);
  }
});
