"""The settings of Wagtail, the page editor: what it does not do here, and what files it takes."""

WAGTAIL_SITE_NAME = "Kokebok"
WAGTAILADMIN_LOGIN_URL = "people:page_editor"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "kokebok.book.rich_text_area.RichTextArea"}}
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
TAGGIT_CASE_INSENSITIVE = True

# Who somebody is, is said at the desk. Wagtail's own pages for it are closed as well (book/page_editor_access.py).
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

# Pictures are measured before they are unpacked (book/picture_forms.py): 25 million pixels take 100 MB of memory.
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "kokebok.book.picture_forms.PictureForm"

# Documents are only ever saved, and none of them is a page of ours in disguise.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20_000_000
