"""Every router of a page, for the app to take in. A new page's router is added here."""

from thrive_directory.web import assets, find, near, offer

PAGES = (assets.router, find.router, near.router, offer.router)
