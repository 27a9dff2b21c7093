"""Whatever a person or a program says about where: text in, one `Place` out, or an error that says what would do.

Tried in order: coordinates, an area's code, a place token, an exact postcode, outcode or sector, a name, the look-alike
spellings (O and 0, I and 1), a postcode or name with more words around it or with words of doubt, and last names with a
slip. Nothing typed is kept, logged or put in an error.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import NoReturn

from rapidfuzz import process
from rapidfuzz.distance import OSA

from thrive_directory.errors import AmbiguousPlace, OutsideService, PlaceNotFound, UnknownPlace
from thrive_directory.geo.areas import AreaRegister, load_areas
from thrive_directory.geo.gazetteer import Gazetteer, NamedPlace, meant
from thrive_directory.geo.gazetteer_build import build_gazetteer, names_are_fresh, open_gazetteer
from thrive_directory.geo.place import Place, Point
from thrive_directory.geo.placing import (
    NO_AREA,
    Atlas,
    at_area,
    at_name,
    at_new_postcode,
    at_no_place,
    at_outcode,
    at_point,
    at_postcode,
    at_square,
)
from thrive_directory.geo.postcode import Postcode, compact, outcodes, sectors
from thrive_directory.geo.postcode_build import Progress, build_postcode_table
from thrive_directory.geo.postcode_source import PACKAGE, package_version
from thrive_directory.geo.postcode_table import Located, PostcodeTable, has_postcode_table, open_postcode_table
from thrive_directory.geo.spoken import bare_name, postal_ends, sure_part
from thrive_directory.geo.tokens import LEAST_POSTCODES, read_square

_LONGEST = 100
_LONGEST_NAME = 60
_MOST_CHOICES = 8
_NUMBER = r"([+-]?[0-9]{1,3}(?:\.[0-9]{0,15})?)"
_LON_LAT = re.compile(rf"\s*{_NUMBER}\s*(?:,|;|\s)\s*{_NUMBER}\s*")
_AREA_CODE = re.compile(r"[A-Za-z][0-9]{8}")
_WEST, _SOUTH, _EAST, _NORTH = -9.0, 49.8, 2.1, 61.0
# Postcodes by rule that the ONS directory does not list: the forces, banks and tax offices, returns to Royal Mail.
_NON_GEOGRAPHIC = re.compile(r"(BF1|BX[1-9]|XX[1-9][0-9]?)")
_OVERSEAS = re.compile(r"(AI-?2640|ASCN1ZZ|BBND1ZZ|BIQQ1ZZ|FIQQ1ZZ|GX111AA|PCRN1ZZ|SIQQ1ZZ|STHL1ZZ|TDCU1ZZ|TKCA1ZZ)")
ONLY_POSTCODE = "We used the postcode and left out the rest."
SIMILAR_NAME = "We took this to be {name}."
WHAT_WILL_DO = "Try a postcode (SW1A 2AA), the first half of one (SW1A), a town, an area or a council's name."


@dataclass(frozen=True)
class Places:
    """Everything that is known about places, opened once and shared. `newer`, off by default, is asked for postcodes
    that are not in the table (see `postcodes_io`)."""

    atlas: Atlas
    gazetteer: Gazetteer
    newer: Callable[[Postcode], Located | None] | None = None

    @property
    def register(self) -> AreaRegister:
        """The register of areas."""
        return self.atlas.register

    @property
    def table(self) -> PostcodeTable:
        """The postcode table."""
        return self.atlas.table

    def resolve(self, text: str, parameter: str = "near") -> Place:
        """The place that the text names. Raises `UnknownPlace` and its kinds, naming `parameter` and never the text."""
        try:
            return self._resolve(text)
        except UnknownPlace as error:
            error.parameter = parameter
            raise

    def postcode(self, postcode: Postcode) -> Place | None:
        """The place of one exact postcode, or None when it is not in the table."""
        located = self.table.locate(postcode)
        return at_postcode(self.atlas, postcode, located) if located else None

    def suggest(self, text: str, limit: int = 10) -> list[tuple[str, str]]:
        """(label, token) of what somebody may be about to type: outcodes that begin so, then names, likeliest first."""
        letters = compact(text)
        starting = sorted((o for o in self.table.outcodes if letters and o.startswith(letters)), key=_outcode_order)
        begun = starting[:limit] if any(letter.isdigit() for letter in letters) else []
        named = self.gazetteer.suggest(text, limit)
        return [*((outcode, outcode) for outcode in begun), *((place.label, place.token) for place in named)][:limit]

    def _resolve(self, text: str) -> Place:
        text = text.strip()
        if not text:
            raise UnknownPlace(f"No place was given. {WHAT_WILL_DO}")
        if len(text) > _LONGEST:
            raise UnknownPlace(f"That is too long to be a place. {WHAT_WILL_DO}")
        if any(unicodedata.category(letter) == "Cc" and not letter.isspace() for letter in text):
            raise UnknownPlace(f"That has signs in it that are no letters. {WHAT_WILL_DO}")
        return (
            self._coordinates(text)
            or self._coded(text)
            or self._postal(text, corrected=False)
            or self._named(text)
            or self._postal(text, corrected=True)
            or self._spoken(text)
            or self._half_remembered(text)
            or self._similar(text)
            or self._refuse(text)
        )

    def _coordinates(self, text: str) -> Place | None:
        match = _LON_LAT.fullmatch(text.replace("−", "-"))  # a typographer's minus
        if match is None:
            return None
        point = Point(float(match[1]), float(match[2]))
        check_in_uk(point)
        return at_point(self.atlas, point)

    def _coded(self, text: str) -> Place | None:
        if _AREA_CODE.fullmatch(text):
            return at_area(self.atlas, text.upper())
        square = read_square(text)
        return at_square(self.atlas, square) if square else None

    def _postal(self, text: str, *, corrected: bool) -> Place | None:
        """A postcode, sector or outcode; `corrected` says whether look-alike letters may be put right."""
        readings = [reading for reading in Postcode.readings(text) if reading.corrected == corrected]
        for reading in readings:
            place = self.postcode(reading)
            if place is not None:
                return place
        for reading in readings:
            if reading.outcode in self.table.outcodes:
                return self._newer(reading) or at_new_postcode(self.atlas, reading)
        for outcode, digit, slipped in sectors(text):
            if slipped == corrected and self.table.spread(outcode, digit):
                return at_outcode(self.atlas, outcode, digit, corrected=corrected)
        for outcode, slipped in outcodes(text):
            if slipped == corrected and outcode in self.table.outcodes:
                return at_outcode(self.atlas, outcode, corrected=corrected)
        return self._postal_by_rule(text)

    def _newer(self, postcode: Postcode) -> Place | None:
        """What the optional service knows of a postcode that is not in the table; None without an answer."""
        located = self.newer(postcode) if self.newer is not None else None
        if located is None or located.authority not in self.register.areas:
            return None
        return at_postcode(self.atlas, postcode, replace(located, authority=self._present(located.authority)))

    def _present(self, authority: str) -> str:
        return self.register.resolve(authority)[0]

    def _postal_by_rule(self, text: str) -> Place | None:
        letters = compact(text)
        if _OVERSEAS.fullmatch(letters):
            raise OutsideService("That postcode is overseas; this directory serves the United Kingdom.")
        reading = next(Postcode.readings(text), None)
        outcode = reading.outcode if reading else letters
        if _NON_GEOGRAPHIC.fullmatch(outcode):
            return at_no_place(str(reading or outcode), outcode, (NO_AREA,))
        return None

    def _named(self, text: str) -> Place | None:
        token = self.gazetteer.by_token(text)
        if token is not None:
            return at_name(self.atlas, token)
        named = self.gazetteer.named(text) or self.gazetteer.named_in(text)
        return self.choose(named) if named else None

    def _spoken(self, text: str) -> Place | None:
        """A postcode with more around it; half of one beside a name that fits it; a name with "city centre" after it.
        Half a postcode beside another name is not taken: "flat B1" is not in Birmingham."""
        for postal, rest in postal_ends(text):
            place = self._postal(postal, corrected=False)
            if place is not None and (place.kind == "postcode" or self._fits(rest, place)):
                return replace(place, notes=(*place.notes, ONLY_POSTCODE))
        place = self._named(bare) if (bare := bare_name(text)) else None
        return place and replace(place, notes=(*place.notes, SIMILAR_NAME.format(name=place.label)))

    def _half_remembered(self, text: str) -> Place | None:
        """What somebody is sure of, among words of doubt: "CH41 something", "I think HX7?"."""
        sure = sure_part(text)
        if sure is None:
            return None
        place = self._postal(sure, corrected=False) or self._named(sure) or self._spoken(sure)
        return place and replace(place, notes=(*place.notes, SIMILAR_NAME.format(name=place.label)))

    def _fits(self, name: str, place: Place) -> bool:
        """Whether something of the name holds the place or part of it."""
        around = place.covering | place.partial
        named = self.gazetteer.named(name) or self.gazetteer.named_in(name)
        return any(around.intersection(each.areas) for each in named)

    def choose(self, named: Sequence[NamedPlace]) -> Place:
        """The place that people mean by the name. Raises `AmbiguousPlace` with the choices when that is not clear."""
        only = meant(named)
        if only is None:
            choices = [(place.label, place.token) for place in named[:_MOST_CHOICES]]
            raise AmbiguousPlace("There are several places of this name. Which one?", choices)
        return at_name(self.atlas, only)

    def _similar(self, text: str) -> Place | None:
        """The place whose name is a slip away, when there is one such name or one much larger than the others."""
        alike = self.gazetteer.closest(text) if len(text) <= _LONGEST_NAME else []
        if not alike:
            return None
        place = self.choose(alike)
        return replace(place, notes=(*place.notes, SIMILAR_NAME.format(name=place.label)))

    def _refuse(self, text: str) -> Place:
        reading = next(Postcode.readings(text), None)
        if (reading.outcode if reading else compact(text)).startswith("BT") and not self.table.meta["northern_ireland"]:
            raise OutsideService("Postcodes of Northern Ireland are not part of this directory.")
        if reading is not None:
            self._refuse_outcode(reading.outcode)
        letters = compact(text)
        if any(letter.isdigit() for letter in letters):
            raise UnknownPlace(f"That is not a postcode. {WHAT_WILL_DO}", self._near_outcodes(letters))
        if 1 <= len(letters) <= 2:
            return self._refuse_postcode_area(letters)
        raise UnknownPlace(f"We do not know a place of that name. {WHAT_WILL_DO}", self._near_names(text))

    def _refuse_outcode(self, outcode: str) -> NoReturn:
        """Well formed and nowhere: the outcodes that look like it, else those of the same letters ("M99": M1, M2, M3),
        else that no postcode has those letters."""
        area = "".join(takewhile(str.isalpha, outcode))
        near = self._near_outcodes(outcode) or self._outcodes_of(area)
        if near:
            raise PlaceNotFound(f"There is no postcode that starts like that. {WHAT_WILL_DO}", near)
        raise PlaceNotFound(f"No postcode starts with those letters. {WHAT_WILL_DO}")

    def _refuse_postcode_area(self, letters: str) -> Place:
        """The letters alone ("BD") are too wide to search near, but the outcodes that start with them may help."""
        raise UnknownPlace(f"That is too little to tell a place by. {WHAT_WILL_DO}", self._outcodes_of(letters))

    def _outcodes_of(self, letters: str) -> list[str]:
        """The first three outcodes of a postcode area: BD1, BD2, BD3."""
        starting = [o for o in self.table.outcodes if o.startswith(letters) and o[len(letters) :][:1].isdigit()]
        return sorted(starting, key=_outcode_order)[:3]

    def _near_outcodes(self, letters: str) -> list[str]:
        """Up to three outcodes nearest to what the letters begin with: coarse, so that no postcode is echoed."""
        begun = [letters[:length] for length in (4, 3, 2) if letters[:length] in self.table.outcodes]
        found = process.extract(letters[:4], list(self.table.outcodes), scorer=OSA.distance, limit=3, score_cutoff=1)
        return list(dict.fromkeys([*begun, *(outcode for outcode, _, _ in found)]))[:3]

    def _near_names(self, text: str) -> list[str]:
        if len(text) > _LONGEST_NAME:
            return []
        similar = self.gazetteer.similar(text, slips=3 if len(text) > 5 else 2)
        return list(dict.fromkeys(namesakes[0].name for namesakes in similar))[:3]


def _outcode_order(outcode: str) -> tuple[int, str]:
    """BD2 before BD10."""
    return len(outcode), outcode


def check_in_uk(point: Point) -> None:
    """Refuse what is no position in the UK, naming the likely slip. Raises `OutsideService` or `UnknownPlace`."""
    if point.lon == 0 and point.lat == 0:
        raise UnknownPlace(
            "Zero longitude and latitude lie in the sea off Africa: that usually stands for a missing position."
        )
    if _inside(point.lat, point.lon):
        raise UnknownPlace("The point looks swapped: longitude comes first, then latitude, as in -0.126,51.501.")
    if not _inside(point.lon, point.lat):
        raise OutsideService("That point is outside the United Kingdom. Longitude comes first, as in -0.126,51.501.")


def _inside(lon: float, lat: float) -> bool:
    return _WEST <= lon <= _EAST and _SOUTH <= lat <= _NORTH


def open_places(data_folder: Path, bundled_data_folder: Path, least_postcodes: int = LEAST_POSTCODES) -> Places:
    """Open all that has been built in `data_folder`, with the register and names of `bundled_data_folder`.

    Raises `DataFolderError` when the postcode table or the names have not been built."""
    table = open_postcode_table(data_folder)
    register = load_areas(bundled_data_folder / "areas.csv").with_areas(table.boards())
    atlas = Atlas(register, table, least_postcodes)
    return Places(atlas, open_gazetteer(data_folder))


def build_places(
    data_folder: Path,
    bundled_data_folder: Path,
    *,
    include_northern_ireland: bool | None = None,
    progress: Progress = lambda _step, _share: None,
) -> None:
    """Build whatever is missing or was made from something older: the postcode table from the installed package, and
    the names. A few seconds, next to nothing when all is fresh; safe to stop and repeat. An imported directory is kept.

    `include_northern_ireland` None means as the table in use has it, or True when there is none."""
    register = load_areas(bundled_data_folder / "areas.csv")
    if not _table_is_fresh(data_folder, register, include_northern_ireland):
        included = include_northern_ireland is not False
        build_postcode_table(data_folder, register, include_northern_ireland=included, progress=progress)
    if not names_are_fresh(data_folder, bundled_data_folder, register):
        progress("Reading the names of places", 0.0)
        build_gazetteer(data_folder, bundled_data_folder, Atlas(register, open_postcode_table(data_folder)))
        progress("Names of places ready", 1.0)


def _table_is_fresh(data_folder: Path, register: AreaRegister, include_northern_ireland: bool | None) -> bool:  # noqa: FBT001 - three values
    if not has_postcode_table(data_folder):
        return False
    meta = open_postcode_table(data_folder).meta
    if meta["source"] != PACKAGE:
        return True
    wanted = meta["northern_ireland"] if include_northern_ireland is None else include_northern_ireland
    made_from = (meta["version"], meta["register"], meta["northern_ireland"])
    return made_from == (package_version().version, register.version, wanted)
