/** What an open file is shown with. Loaded while the engine reads, as nobody needs it before. */
import "../profiles/profiles-page.ts";
import "../search/bookmark-dialog.ts";
import "../search/go-to-dialog.ts";
import "../search/search-dialog.ts";
import "./trace-page.ts";
