"""Every router of a page, for the app to take in. A new page's router is added here."""

from thrive_directory.web import about, assets, chosen, count, find, near, offer, report, staff
from thrive_directory.web.embed.routers import EMBED

PAGES = (
    about.router,
    assets.router,
    chosen.router,  # before the pages of offers: `/offer/{id}` would take `/offer/{id}.vcf` for one
    count.router,
    find.router,
    near.router,
    offer.router,
    report.router,
    staff.router,
    *EMBED,
)
