"""Sentences as people write them, against what must be understood. Prints each miss; the promise is in the names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from rapidfuzz.distance import OSA

from thrive_directory.api.merge import asked_for
from thrive_directory.search.parse import Understood, load_lexicon, parse

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
FILES = {"plain_words.yaml": 200, "plain_words_more.yaml": 100, "plain_words_third.yaml": 120}
FILES |= {
    "plain_words_fourth.yaml": 158,
    "plain_words_fifth.yaml": 80,
    "plain_words_sixth.yaml": 60,
    "plain_words_seventh.yaml": 30,
    "plain_words_eighth.yaml": 100,
    "plain_words_ninth.yaml": 100,
    "plain_words_tenth.yaml": 150,
    "plain_words_eleventh.yaml": 150,
    "plain_words_twelfth.yaml": 200,
    "plain_words_thirteenth.yaml": 495,
    "plain_words_fourteenth.yaml": 219,
    "plain_words_fifteenth.yaml": 198,
    "plain_words_sixteenth.yaml": 277,
    "plain_words_seventeenth.yaml": 200,
    "plain_words_classes.yaml": 44,
}
LISTS = {
    "grouping": "groupings",
    "need": "needs",
    "audience": "audiences",
    "sector": "sectors",
    "mode": "modes",
    "not_mode": "not_modes",
    "language": "languages",
    "referral_route": "referral_routes",
    "access": "access",
    "prefer_access": "prefer_access",
    "kinds": "urgent_kinds",
}
PLAIN = ("near", "age", "free", "open", "wait", "within_km", "gender", "text", "urgent")
FIELDS = (*LISTS, *PLAIN)
IF_GIVEN = ("circumstance", "asks")
"""Fields of which only some rows say what they must be: circumstances, and whom the question asks for ("anyone", or who
alone)."""

TOWNS = """
abingdon| accrington| ashby de la zouch| atherstone| barnoldswick| beccles| biggleswade| bishops stortford|
bourne| bridport| brigg| brixham| bromyard| buckingham| bude| burnham on sea| canvey island| cheadle| chesham|
chippenham| cinderford| cleator moor| clitheroe| crewkerne| cromer| darwen| daventry| dawlish| dereham|
eastleigh| evesham| faversham| felixstowe| fleetwood| frodsham| gainsborough| guisborough| haverhill| heanor|
hoddesdon| holmfirth| hornsea| houghton le spring| hoylake| hucknall| ilminster| keswick| kirkby stephen|
knaresborough| launceston| ledbury| leighton buzzard| malton| marlow| maryport| mexborough| minehead| morpeth|
northwich| oswaldtwistle| otley| peterlee| petersfield| portishead| prescot| pudsey| ramsbottom| ringwood|
ripley| royston| rushden| ryton| saltash| saxmundham| sheringham| shildon| sittingbourne| sleaford| southwell|
spennymoor| stamford| stowmarket| swadlincote| tadcaster| tewkesbury| thame| thatcham| thirsk| thornbury|
tiverton| totnes| tring| trowbridge| uckfield| ulverston| wadebridge| wantage| wellingborough| wem| wetherby|
whitstable| whittlesey| wincanton| winsford| wirksworth| woodbridge| wymondham| yate| crook|
barking| barnsley| barrow in furness| bath| birmingham| blackburn| bolton| bradford| brighton| bristol| burnley| bury|
calderdale| camden| coventry| croydon| derby| dudley| exeter| gateshead| hackney| halifax| hebden bridge|
huddersfield| hull| ipswich| kings lynn| kirklees| leeds| leicester| liverpool| luton| manchester| newcastle|
norwich| nottingham| oldham| plymouth| preston| reading| rochdale| rugby| sale| salford| send| sheffield|
slough| southall| st helens| stockport| stoke on trent| swansea| tameside| taunton| torquay| tower hamlets|
wakefield| warrington| wells| wigan| wolverhampton| york| hope| kent| essex| cornwall| yorkshire| west yorkshire|
rotherham| wirral| london| street| settle| kelly| nelson| battle| deal|
aldershot| alnwick| altrincham| andover| ashford| ashton under lyne| aylesbury| banbury| barnstaple| basildon|
basingstoke| bedford| bedworth| beverley| bexhill| bicester| bishop auckland| blackpool| blyth| bognor regis|
bootle| boston| bournemouth| bracknell| bradford on avon| braintree| bridgwater| bridlington| brixton| bromley|
bury st edmunds| buxton| cambridge| cannock| canterbury| carlisle| castleford| chelmsford| cheltenham| chester|
chesterfield| chorley| clacton| colchester| consett| corby| cramlington| crawley| crewe| cumbria| darlington|
dartford| devon| dewsbury| doncaster| dorset| dover| durham| ealing| eastbourne| enfield| fareham| farnborough|
folkestone| gillingham| glossop| gloucester| gloucestershire| gosport| grantham| gravesend| great yarmouth|
grimsby| guildford| hampshire| haringey| harlow| harrogate| harrow| hartlepool| hastings| havant| hemel hempstead|
hereford| hertfordshire| high wycombe| hinckley| hounslow| hyde| ilford| ilkeston| islington| keighley| kendal|
kettering| kidderminster| lambeth| lancashire| lancaster| leigh| lewes| lewisham| lichfield| lincoln| lincolnshire|
loughborough| lowestoft| macclesfield| maidstone| mansfield| margate| merseyside| middlesbrough| milton keynes|
morecambe| newark| newham| newport| newquay| norfolk| northampton| northumberland| nuneaton| oxford| penrith|
penzance| peterborough| pontefract| poole| portsmouth| redcar| redditch| ripon| romford| rossendale|
royal tunbridge wells| runcorn| saffron walden| scarborough| scunthorpe| shrewsbury| skelmersdale| skipton|
solihull| south shields| southampton| southend| southend on sea| southport| spalding| stafford| stevenage|
stockton on tees| stratford upon avon| stroud| suffolk| sunderland| surrey| sussex| sutton| sutton coldfield|
swindon| tamworth| telford| thanet| trafford| truro| walsall| waltham forest| warwick| washington| watford|
weston super mare| weymouth| whitby| whitehaven| widnes| winchester| windsor| woking| worcester| workington|
worksop| worthing| wrexham| yeovil|
chard| crouch end| diss| hove| kings heath| leek| muswell hill| wokingham|
alton| bideford| bodmin| brentwood| bromsgrove| cleethorpes| didcot| dorchester| ely| farnham| goole| grays| hexham|
horsham| ludlow| lymington| maldon| market harborough| matlock| medway| moss side| oakham| oldbury| ormskirk| rugeley|
sandbach| sutton in ashfield| thetford| tonbridge| toxteth| wallasey| west bromwich| wisbech|
alfreton| barnet| deptford| diss| falmouth| halesowen| hove| hythe| ilkley| isle of wight| leek| louth| oswestry|
redruth| stoke| tidworth| tipton| torbay| witney|
frome| headingley| hitchin| leominster| penryn| ryde| selby| skegness
"""


@dataclass(frozen=True)
class Term:
    code: str
    label: str
    plain: str | None
    aliases: Sequence[str]


class FileVocabulary:
    """The committed vocabulary, read plainly."""

    def __init__(self) -> None:
        raw = yaml.safe_load((ROOT / "data/vocabulary.yaml").read_text())
        self.taxonomies = {
            taxonomy: [
                Term(code, term["label"], term.get("plain"), term.get("aliases", ())) for code, term in terms.items()
            ]
            for taxonomy, terms in raw.items()
        }

    def terms(self, taxonomy: str) -> Sequence[Term]:
        return self.taxonomies[taxonomy]


class FewTowns:
    """A gazetteer of a few hundred towns, awkward ones among them; every outcode of the right shape is known."""

    names = frozenset(tuple(town.split()) for town in TOWNS.split("|"))
    unknown = frozenset({"YR9", "YR8", "Y9", "Y6"})

    def longest_name(self, tokens: Sequence[str], start: int) -> int:
        return next(
            (n for n in (4, 3, 2, 1) if tuple(tokens[start : start + n]) in self.names and start + n <= len(tokens)), 0
        )

    def is_word(self, name: str) -> bool:
        return name in ("healing", "lancing", "steep")

    def nearly_names(self, text: str) -> bool:
        allowed = 0 if len(text) < 5 else 1 if len(text) < 10 else 2
        return sum(OSA.distance(text, " ".join(name)) <= allowed for name in self.names) == 1

    def is_outcode(self, text: str) -> bool:
        return text.rstrip("ABCDEFGHJKMNPRSTUVWXY").rstrip("0123456789") in AREAS and text not in self.unknown


AREAS = frozenset(
    (
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH "
        "EN EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N "
        "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD "
        "TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO "
    ).split()
)


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


def expected(row: dict[str, str]) -> dict[str, Any]:
    """Every field of a row, those left out as empty."""
    wanted: dict[str, Any] = {name: _codes(row.get(name, "")) for name in LISTS}
    wanted |= {name: row.get(name, "") for name in PLAIN}
    wanted["age"] = sorted(_codes(row.get("age", "")))
    wanted["urgent"] = "true" if "kinds" in row else ""
    return wanted | {name: _codes(row[name]) for name in IF_GIVEN if name in row}


def actual(understood: Understood) -> dict[str, Any]:
    """The same shape from what was understood."""
    found: dict[str, Any] = {name: sorted(getattr(understood, attribute)) for name, attribute in LISTS.items()}
    found["near"] = understood.near_text or ""
    found["age"] = sorted(f"{low:g}" if low == high else f"{low:g}-{high:g}" for low, high in understood.ages)
    found["free"] = "true" if understood.free else ""
    found["open"] = understood.open_at.strftime("%Y-%m-%dT%H:%M") if understood.open_at else ""
    found["wait"] = "" if understood.wait_weeks is None else f"{understood.wait_weeks:g}"
    found["within_km"] = f"{understood.within_km:g}" if understood.within_km else ""
    found["gender"] = understood.gender or ""
    found["text"] = " ".join(sorted(understood.text.split()))
    found["urgent"] = "true" if understood.urgent else ""
    found["circumstance"] = sorted(understood.circumstances)
    found["asks"] = sorted(asked_for(understood)) or ["anyone"]
    return found


def _codes(text: str) -> list[str]:
    return sorted(part.strip() for part in text.split(",") if part.strip())


def misses(rows: list[dict[str, str]], lexicon) -> list[tuple[str, str, Any, Any]]:
    found = []
    for row in rows:
        wanted, got = expected(row), actual(parse(row["q"], lexicon, FewTowns(), NOW))
        wanted["text"] = " ".join(sorted(wanted["text"].split()))
        found += [(row["q"], name, wanted[name], got[name]) for name in wanted if wanted[name] != got[name]]
    return found


def rows_of(name: str) -> list[dict[str, str]]:
    return yaml.load((Path(__file__).parent / name).read_text(), yaml.BaseLoader)  # noqa: S506 -- strings only


@pytest.mark.parametrize(("file", "count"), FILES.items())
def test_sentences_are_understood_in_95_fields_of_100(lexicon, file, count):
    rows = rows_of(file)
    assert len(rows) == count
    wrong = misses(rows, lexicon)
    said = sum(sum(1 for value in expected(row).values() if value) for row in rows)
    report = "\n".join(f"{name}: wanted {want!r}, got {got!r} in {q!r}" for q, name, want, got in wrong)
    assert len(wrong) <= 0.05 * said, f"{len(wrong)} misses, {said} fields said\n{report}"


@pytest.mark.parametrize("file", FILES)
def test_every_danger_is_flagged_and_few_others(lexicon, file):
    rows = rows_of(file)
    flagged = {row["q"]: parse(row["q"], lexicon, FewTowns(), NOW).urgent for row in rows}
    missed = [row["q"] for row in rows if "kinds" in row and not flagged[row["q"]]]
    false = [row["q"] for row in rows if "kinds" not in row and flagged[row["q"]]]
    assert not missed
    assert len(false) <= 0.05 * len(rows), false


def test_circumstances_that_are_said_are_told(lexicon):
    said = [
        (row["q"], set(_codes(row["circumstance"]))) for name in FILES for row in rows_of(name) if "circumstance" in row
    ]
    assert len(said) >= 25
    told = {q: set(parse(q, lexicon, FewTowns(), NOW).circumstances) for q, _ in said}
    assert [(q, codes, told[q]) for q, codes in said if not codes <= told[q]] == []


def test_words_of_danger_are_never_missed_and_ordinary_ones_left_alone(lexicon):
    words = yaml.safe_load((Path(__file__).parent / "danger_words.yaml").read_text())
    for kind, sentences in words["danger"].items():
        missed = [q for q in sentences if kind not in parse(q, lexicon, FewTowns(), NOW).urgent_kinds]
        assert not missed, f"{kind}: {missed}"
    false = [q for q in words["safe"] if parse(q, lexicon, FewTowns(), NOW).urgent]
    assert not false


HINTS = [
    one
    for name in ("danger_oblique.yaml", "danger_writers.yaml", "danger_second_eyes.yaml", "danger_adversary.yaml")
    for one in yaml.safe_load((Path(__file__).parent / name).read_text())
]


@pytest.mark.parametrize("hints", HINTS, ids=lambda one: one["set"])
def test_hints_of_danger_are_flagged_and_ordinary_sentences_seldom(lexicon, hints):
    told = [q for kind in ("life", "abuse", "missing") for q in hints[kind]]
    missed = [q for q in told if not parse(q, lexicon, FewTowns(), NOW).urgent]
    false = [q for q in hints["safe"] if parse(q, lexicon, FewTowns(), NOW).urgent]
    assert len(missed) <= (1 - hints["recall"]) * len(told), missed
    assert len(false) <= hints["alarms"] * len(hints["safe"]), false


def test_the_kind_of_danger_is_the_right_one(lexicon):
    sets = yaml.safe_load((Path(__file__).parent / "danger_adversary.yaml").read_text())
    told = [(kind, q) for one in sets for kind in ("life", "abuse", "missing") for q in one[kind]]
    named = [(kind, q, kinds) for kind, q in told if (kinds := parse(q, lexicon, FewTowns(), NOW).urgent_kinds)]
    wrong = [one for one in named if one[0] not in one[2]]
    assert len(wrong) <= 0.03 * len(named), wrong


SHIELDED = [
    ("bangs her head on the floor", "dad bangs her head on the floor"),
    ("took his tablets this morning", "took his tablets this morning, all of them"),
    ("camhs hasnt got back to us", "hasnt got back from school and its 9pm"),
    ("tired of living with my parents", "tired of living with these thoughts"),
    ("hits the wall when he loses", "dad hits the wall next to my head"),
    ("hang out with friends", "hang a rope out of sight"),
    ("ways to sleep better", "googled ways to sleep forever"),
    ("not suicidal just sad", "not just suicidal, he has a date"),
    ("keeps dying on fortnite", "dying is all he talks about, on fortnite or off it"),
    ("my friends kicked me out of the group chat", "parents kicked me out"),
    ("my daughter is missing her friends", "my daughter is missing. my husband is out looking"),
    ("my son is missing his dad", "my son is missing. their dad is looking for him"),
    ("he has taken his tablets today as always", "he has taken his tablets today in one go"),
    ("my son is 5 and hits his sister", "my daughter is 5 and my tenant hit her"),
    ("my phone keeps dying so email please", "not home, and her phone keeps dying"),
    ("his social worker will do a referral", "he has written his will"),
    (
        "the tests found nothing wrong, she hasn't been right since",
        "they searched all night and found nothing, not seen since",
    ),
    ("im 15 and i keep kicking off", "dad keeps kicking off when we get home"),
]


@pytest.mark.parametrize(("ordinary", "danger"), SHIELDED)
def test_what_takes_a_flag_away_leaves_the_danger_that_sounds_like_it(lexicon, ordinary, danger):
    assert not parse(ordinary, lexicon, FewTowns(), NOW).urgent
    assert parse(danger, lexicon, FewTowns(), NOW).urgent


def test_a_young_person_put_out_of_home_is_shown_help_for_children_and_a_roof(lexicon):
    """The kind brings the children's social care front door, which must help anybody under 18 without a home."""
    said = parse("parents kicked me out", lexicon, FewTowns(), NOW)
    assert said.urgent_kinds == ("abuse",)
    assert said.needs == ("housing-money",)
