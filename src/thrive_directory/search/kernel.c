/* The inner loops of a search: what each row costs, which rows are best, how many have each code. Decides nothing that
 * the functions of the same names in `arrays.py` do not decide, to the last bit; it only saves their many small steps.
 *
 * Everything in the structures is 64 bits wide, as `kernel.py` packs them: a call is then one pointer. Nothing is
 * allocated but scratch, and nothing is kept. */

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t i64;

#define COST_BITS 40
#define REFUSED ((i64)1 << COST_BITS)
#define FILTERED (REFUSED | (i64)1 << (COST_BITS + 8))
#define SET_ASIDE ((i64)1 << (COST_BITS + 16))
#define UNITS 1e9
#define MOST_FAMILIES 16
#define MOST_FACETS 16
#define AHEAD 8 /* rows: memory is asked for before it is needed */

/* The digest of the source that this was made from. */
const char *made_from(void) { return MADE_FROM; }

/* --- which rows a question looks at, and what each costs ---------------------------------------------------------- */

enum { YES, UNKNOWN, NO, IN_REACH }; /* the last: not where it stands within ordinary travel, else not looked at */

typedef struct {
    i64 wide, pointless;              /* rows of the block; of those, the ones without a point */
    const int32_t *wide_rows;
    const i64 *wide_shared;           /* the positions of those whose offer has several, */
    i64 wide_siblings;                /* and how many they are */
    const uint8_t *held;              /* by row of the catalogue, as all that follows: is it one of the block? */
    const i64 *usual;                 /* marks where nothing is asked and all is open; */
    const uint8_t *is_open;           /* whether it is, */
    i64 not_open;                     /* and what it costs not to be */
    const uint16_t *kinds;            /* by row, then by family */
    i64 families;                     /* how many kinds a row has */
    const double *easting_m, *northing_m;
    const uint8_t *has_siblings;
    i64 catalogue;                    /* how many rows there are in all */
    i64 has_place, has_point;         /* is a place asked, and has it a point? */
    i64 sifted;                       /* may what is refused twice be left out? */
    i64 doubt, far, typical;          /* of an area that may cover the place; of rows without a point */
    double origin_easting_m, origin_northing_m, travel_km, weight; /* of the place, and of distance in rank */
    double central_easting_m, central_scale, curvature; /* of the grid: see geo/grid.py */
    int32_t *rows;                    /* what is found, by position: the row of the catalogue (none where only the block is */
    i64 *marks;                       /* looked at), what it costs, */
    double *km;                       /* where a point is asked the distance to it, */
    int8_t *area;                     /* of those after the block the verdict on the place, */
    i64 *shared;                      /* and the positions of those whose offer has several */
    i64 *found;                       /* how many rows, and how many of them are shared */
    i64 asked, lists;                 /* families that find something beyond the usual; lists of rows, best first */
} Look;

typedef struct {
    i64 family;
    const i64 *beyond;                /* marks beyond the usual, by kind */
} Family;

typedef struct {
    const int32_t *rows;
    i64 count, verdict;
} List;

#define INLINE static inline __attribute__((always_inline))

/* With `families` known when it is compiled, the tables stay in registers; -1 where there are too many for that. */
INLINE i64 by_kinds(const Look *q, const Family *asked, int families, i64 row) {
    const uint16_t *kinds = q->kinds + row * q->families;
    i64 marks = q->usual[row] + (q->is_open[row] ? 0 : q->not_open);
    for (i64 each = 0; each < (families < 0 ? q->asked : families); each++)
        marks += asked[each].beyond[kinds[asked[each].family]];
    return marks;
}

static double measured_km(const Look *q, i64 row) {
    double ax = q->origin_easting_m - q->central_easting_m, bx = q->easting_m[row] - q->central_easting_m;
    double dx = bx - ax, dy = q->northing_m[row] - q->origin_northing_m;
    double scale = q->central_scale * (1 + (ax * ax + ax * bx + bx * bx) * q->curvature);
    return sqrt(dx * dx + dy * dy) / (1000 * scale);
}

/* Surely beyond ordinary travel, without a root or a division: the scale of the grid is within a percent of one. */
static int is_far(const Look *q, i64 row) {
    double dx = q->easting_m[row] - q->origin_easting_m, dy = q->northing_m[row] - q->origin_northing_m;
    double reach = 1010 * q->travel_km;
    return dx * dx + dy * dy > reach * reach;
}

static i64 travelled(const Look *q, double km) {
    double share = km / (km + q->travel_km);
    return isnan(share) ? q->typical : (i64)rint(q->weight * share * UNITS);
}

INLINE void fetch(const Look *q, i64 row) {
    __builtin_prefetch(q->usual + row);
    __builtin_prefetch(q->is_open + row);
    __builtin_prefetch(q->kinds + row * q->families);
    __builtin_prefetch(q->easting_m + row);
    __builtin_prefetch(q->northing_m + row);
}

INLINE void look_at_block(const Look *given, const Family *families_asked, int families) {
    const Look q = *given; /* copies, since nothing that is written below can then be taken for them */
    Family asked[MOST_FAMILIES];
    memcpy(asked, families_asked, (size_t)q.asked * sizeof *asked);
    if (q.rows) memcpy(q.rows, q.wide_rows, (size_t)q.wide * sizeof *q.rows);
    memcpy(q.shared, q.wide_shared, (size_t)q.wide_siblings * sizeof *q.shared);
    q.found[1] = q.wide_siblings;
    i64 first_measured = q.has_point ? q.pointless : q.wide, far = q.has_place ? q.far : 0;
    for (i64 at = 0; at < first_measured; at++) q.marks[at] = by_kinds(&q, asked, families, q.wide_rows[at]) + far;
    for (i64 at = first_measured; at < q.wide; at++) {
        i64 row = q.wide_rows[at];
        q.km[at] = measured_km(&q, row);
        q.marks[at] = by_kinds(&q, asked, families, row) + travelled(&q, q.km[at]);
    }
    if (q.has_point)
        for (i64 at = 0; at < first_measured; at++) q.km[at] = NAN;
}

/* Adds the rows of a list that are not there yet. What is out by its area and by a family too is shown nowhere, unless
 * words may still spare it. */
INLINE i64 look_at_list(
    const Look *given, const Family *families_asked, int families, const List *list, uint8_t *seen, i64 at
) {
    const Look q = *given;
    Family asked[MOST_FAMILIES];
    memcpy(asked, families_asked, (size_t)q.asked * sizeof *asked);
    i64 by_area[] = {0, q.doubt, REFUSED, REFUSED}, shared = q.found[1];
    for (i64 each = 0; each < list->count; each++) {
        i64 row = list->rows[each];
        if (each + AHEAD < list->count) fetch(&q, list->rows[each + AHEAD]);
        if (q.held[row] || seen[row]) continue;
        i64 marks = by_kinds(&q, asked, families, row);
        if (q.sifted && list->verdict >= NO && marks >= REFUSED) continue;
        if (list->verdict == IN_REACH && is_far(&q, row)) continue;
        double km = q.has_point ? measured_km(&q, row) : NAN;
        if (list->verdict == IN_REACH && !(km <= q.travel_km)) continue;
        seen[row] = 1;
        q.area[at - q.wide] = list->verdict == IN_REACH ? NO : (int8_t)list->verdict;
        if (q.km) q.km[at] = km;
        q.rows[at] = (int32_t)row;
        q.marks[at] = marks + by_area[list->verdict] + travelled(&q, km);
        q.shared[shared] = at++;
        shared += q.has_siblings[row];
    }
    q.found[1] = shared;
    return at;
}

INLINE i64 look_at_all(const Look *q, int families, uint8_t *seen) {
    const Family *asked = (const Family *)(q + 1);
    const List *lists = (const List *)(asked + q->asked);
    i64 at = q->wide;
    look_at_block(q, asked, families);
    for (i64 each = 0; each < q->lists; each++) at = look_at_list(q, asked, families, lists + each, seen, at);
    return at;
}

/* A number for each row of the catalogue, all zero between questions; each thread has its own for as long as it lives.
 * While rows are looked at, a byte says which were seen; when one stands for each offer, a number which it is. */
typedef struct {
    i64 size;
    int32_t numbers[];
} Scratch;

static pthread_key_t scratch_key;

__attribute__((constructor)) static void make_key(void) { pthread_key_create(&scratch_key, free); }

static int32_t *scratch_of(i64 size) {
    Scratch *own = pthread_getspecific(scratch_key);
    if (own && own->size >= size) return own->numbers;
    free(own);
    own = calloc(1, sizeof *own + (size_t)size * sizeof *own->numbers);
    if (own) own->size = size;
    pthread_setspecific(scratch_key, own);
    return own ? own->numbers : NULL;
}

/* Returns 0 where memory ran out. */
int look(const Look *q) {
    uint8_t *seen = (uint8_t *)scratch_of(q->catalogue);
    if (!seen || q->asked > MOST_FAMILIES) return 0;
    i64 at;
    switch (q->asked) {
        case 0: at = look_at_all(q, 0, seen); break;
        case 1: at = look_at_all(q, 1, seen); break;
        case 2: at = look_at_all(q, 2, seen); break;
        case 3: at = look_at_all(q, 3, seen); break;
        case 4: at = look_at_all(q, 4, seen); break;
        case 5: at = look_at_all(q, 5, seen); break;
        case 6: at = look_at_all(q, 6, seen); break;
        default: at = look_at_all(q, -1, seen);
    }
    for (i64 row = q->wide; row < at; row++) seen[q->rows[row]] = 0;
    q->found[0] = at;
    return 1;
}

/* --- one row for each offer --------------------------------------------------------------------------------------- */

typedef struct {
    i64 rows, count, misses;          /* how many rows, how many of the best and of the near misses are wanted */
    i64 *marks;
    const int32_t *row;               /* of the catalogue, by position */
    const double *km;                 /* by position; none where no place with a point is asked */
    const int32_t *offer, *order;     /* by row of the catalogue, as all that follows */
    const i64 *shared;                /* the positions of rows whose offer has several */
    i64 shared_rows;
    const uint8_t *codes;             /* the codes of each row, a bit each, `bytes` a row */
    i64 bytes;
    const uint16_t *kinds;            /* by row, then by family */
    i64 families;
    i64 *found;                       /* how many fit, are among the best, and are near misses */
    int32_t *fits;                    /* positions, */
    i64 *best, *missed, *counts;      /* the best of them, the best near misses; rows that fit by code */
    const i64 *sorts;                 /* by row of the catalogue: what sorts of help it is, as bits; */
    const uint8_t *is_open;           /* and whether it is there now. None where the best are wanted as they are */
    i64 pool, places;                 /* how many of the best variety chooses among, and picks */
    double margin;                    /* how much worse a row of another sort may be */
    i64 facets;                       /* every facet */
    i64 catalogue;                    /* how many rows there are in all */
    const double *key;                /* by position: what the best are sorted by before their marks, what is not known */
} Choice;                             /* last. None where they are ranked */

typedef struct {
    i64 family, size;                 /* whose kinds tell the codes of the facet, and how many kinds it has */
    const uint8_t *kind_codes;        /* by kind: the codes of the facet, a bit each */
    i64 first, bytes;                 /* where they stand among the codes of a row */
    const uint8_t *refused;           /* by kind: does the facet's filter refuse it? None where it is not in force */
} Facet;

static i64 refusals(const Choice *q, i64 at) { return q->marks[at] >> COST_BITS & 0xff; }

static double km_of(const Choice *q, i64 at) { return q->km && !isnan(q->km[at]) ? q->km[at] : INFINITY; }

/* Does one row of an offer stand for it rather than another? */
static int stands_before(const Choice *q, i64 one, i64 other) {
    if (refusals(q, one) != refusals(q, other)) return refusals(q, one) < refusals(q, other);
    if (km_of(q, one) != km_of(q, other)) return km_of(q, one) < km_of(q, other);
    return q->order[q->row[one]] < q->order[q->row[other]];
}

/* Of an offer's rows that at most one rule refuses all but one are set aside. Returns 0 where memory ran out. */
static int set_aside(const Choice *q) {
    int32_t *standing = scratch_of(q->catalogue); /* by offer: one more than the position of the row that stands for it */
    if (!standing) return 0;
    for (i64 each = 0; each < q->shared_rows; each++) {
        i64 at = q->shared[each];
        int32_t *mine = standing + q->offer[q->row[at]];
        if (refusals(q, at) > 1) continue;
        if (*mine && stands_before(q, *mine - 1, at)) {
            q->marks[at] |= SET_ASIDE;
            continue;
        }
        if (*mine) q->marks[*mine - 1] |= SET_ASIDE;
        *mine = (int32_t)at + 1;
    }
    for (i64 each = 0; each < q->shared_rows; each++) standing[q->offer[q->row[q->shared[each]]]] = 0;
    return 1;
}

/* --- the best few ------------------------------------------------------------------------------------------------- */

static double known_first(double key) { return isnan(key) ? INFINITY : key; }

INLINE int is_after(const Choice *q, const double *key, i64 one, i64 other) {
    if (key && known_first(key[one]) != known_first(key[other])) return known_first(key[one]) > known_first(key[other]);
    if (q->marks[one] != q->marks[other]) return q->marks[one] > q->marks[other];
    return q->order[q->row[one]] > q->order[q->row[other]];
}

static void sink(const Choice *q, const double *key, i64 *heap, i64 size, i64 at) {
    for (;;) {
        i64 child = 2 * at + 1, moved = heap[at];
        if (child >= size) return;
        if (child + 1 < size && is_after(q, key, heap[child + 1], heap[child])) child++;
        if (!is_after(q, key, heap[child], moved)) return;
        heap[at] = heap[child];
        heap[child] = moved;
        at = child;
    }
}

static void heap_up(const Choice *q, const double *key, i64 *heap, i64 size) {
    for (i64 parent = size / 2; parent-- > 0;) sink(q, key, heap, size, parent);
}

/* Keeps so many of the best as a heap, the worst of those kept on top. Returns how many are kept. */
INLINE i64 keep_best(const Choice *q, const double *key, i64 *heap, i64 most, const int32_t *at, i64 count) {
    i64 size = count < most ? count : most;
    for (i64 each = 0; each < size; each++) heap[each] = at[each];
    heap_up(q, key, heap, size);
    if (!size) return 0;
    i64 worst = q->marks[heap[0]];
    for (i64 each = size; each < count; each++) {
        if ((!key && q->marks[at[each]] > worst) || !is_after(q, key, heap[0], at[each])) continue;
        heap[0] = at[each];
        sink(q, key, heap, size, 0);
        worst = q->marks[heap[0]];
    }
    return size;
}

static void in_order(const Choice *q, const double *key, i64 *heap, i64 size) {
    while (size > 1) {
        i64 worst = heap[0];
        heap[0] = heap[--size];
        heap[size] = worst;
        sink(q, key, heap, size, 0);
    }
}

/* --- variety: see variety.py --------------------------------------------------------------------------------------- */

#define MOST_POOL 64

static double cost_of(const Choice *q, i64 at) { return (double)(q->marks[at] & (REFUSED - 1)) / UNITS; }

/* Which of those waiting adds most sorts not yet shown, among those worse than the first by the margin at most. */
static i64 pick(const Choice *q, const i64 *waiting, const uint64_t *sorts, const double *costs, i64 size, uint64_t seen) {
    i64 best = 0, gain = __builtin_popcountll(sorts[waiting[0]] & ~seen);
    double limit = costs[waiting[0]] + q->margin;
    for (i64 each = 1; each < size && costs[waiting[each]] <= limit; each++) {
        i64 more = __builtin_popcountll(sorts[waiting[each]] & ~seen);
        if (more > gain) best = each, gain = more;
    }
    return best;
}

static void vary(const Choice *q, i64 size) {
    i64 waiting[MOST_POOL], pool[MOST_POOL], picked = 0;
    uint64_t sorts[MOST_POOL], seen = 0, possible = 0;
    double costs[MOST_POOL];
    if (size > q->pool) size = q->pool;
    for (i64 each = 0; each < size; each++) {
        i64 row = q->row[q->best[each]];
        pool[each] = q->best[each];
        waiting[each] = each;
        sorts[each] = (uint64_t)q->sorts[row] << 1 | q->is_open[row];
        costs[each] = cost_of(q, pool[each]);
        possible |= sorts[each];
    }
    for (i64 left = size; left && picked < q->places; left--) {
        i64 at = picked && seen != possible ? pick(q, waiting, sorts, costs, left, seen) : 0;
        q->best[picked++] = pool[waiting[at]];
        seen |= sorts[waiting[at]];
        memmove(waiting + at, waiting + at + 1, (size_t)(left - at - 1) * sizeof *waiting);
    }
    for (i64 each = 0; picked < size; each++) q->best[picked++] = pool[waiting[each]];
}

/* --- how many have each code -------------------------------------------------------------------------------------- */

/* Every bit of a byte as a byte of its own: eight counters are then one addition. */
static uint64_t spread[256];

__attribute__((constructor)) static void make_spread(void) {
    for (int byte = 0; byte < 256; byte++)
        for (int bit = 0; bit < 8; bit++)
            if (byte >> bit & 1) spread[byte] |= (uint64_t)1 << (8 * bit);
}

typedef struct {
    uint64_t lanes[64];               /* a byte for each code, which holds 255 */
    i64 held, weight;                 /* how many were added; what each of them counts */
} Counter;

static void flush(Counter *counter, i64 bytes, i64 *counts) {
    for (i64 byte = 0; byte < bytes; byte++) {
        for (int bit = 0; bit < 8; bit++)
            counts[8 * byte + bit] += counter->weight * (i64)(counter->lanes[byte] >> (8 * bit) & 0xff);
        counter->lanes[byte] = 0;
    }
    counter->held = 0;
}

static void add_codes(Counter *counter, const uint8_t *codes, i64 bytes, i64 *counts) {
    for (i64 byte = 0; byte < bytes; byte++) counter->lanes[byte] += spread[codes[byte]];
    if (++counter->held == 255) flush(counter, bytes, counts);
}

/* Adds so many rows of each kind that the facet's filter refuses to the counts of the codes that the kinds have. */
static void add_codes_of(const Choice *q, const Facet *facet, const uint32_t *by_kind) {
    for (i64 kind = 0; kind < facet->size; kind++) {
        if (!by_kind[kind] || !facet->refused[kind]) continue;
        for (i64 byte = 0; byte < facet->bytes; byte++)
            for (unsigned codes = facet->kind_codes[kind * facet->bytes + byte]; codes; codes &= codes - 1)
                q->counts[8 * (facet->first + byte) + __builtin_ctz(codes)] += by_kind[kind];
    }
}

/* Very many rows are of few kinds: how many of each, of those rows that the filter of one facet refuses. */
static void add_kinds_refused(const Choice *q, const Facet *facet, const int32_t *at, i64 size, uint32_t *by_kind) {
    memset(by_kind, 0, (size_t)facet->size * sizeof *by_kind);
    for (i64 each = 0; each < size; each++) by_kind[q->kinds[q->row[at[each]] * q->families + facet->family]]++;
    add_codes_of(q, facet, by_kind);
}

/* The same for fewer rows, of those that the filter refuses. */
static void add_refused(const Choice *q, const Facet *facet, const int32_t *at, i64 size) {
    Counter counter = {{0}, 0, 1};
    for (i64 each = 0; each < size; each++) {
        i64 kind = q->kinds[q->row[at[each]] * q->families + facet->family];
        if (facet->refused[kind])
            add_codes(&counter, facet->kind_codes + kind * facet->bytes, facet->bytes, q->counts + 8 * facet->first);
    }
    flush(&counter, facet->bytes, q->counts + 8 * facet->first);
}

#define PART 16 /* bytes of codes that are added at a time: a row has so many, or a multiple */
#define RUN 16  /* rows that are added at a time */

typedef uint64_t Codes __attribute__((vector_size(PART)));

INLINE Codes codes_at(const Choice *q, i64 fit, i64 part) {
    Codes codes;
    memcpy(&codes, q->codes + q->row[q->fits[fit]] * q->bytes + part, PART);
    return codes;
}

/* The sum of three bits for each code: the lower digit stays, the higher is given back. */
INLINE Codes carry(Codes *low, Codes one, Codes other) {
    Codes differ = *low ^ one, high = (*low & one) | (differ & other);
    *low = differ ^ other;
    return high;
}

/* How many of two, four, eight, sixteen rows have each code, in binary digits: `low[0]` are the ones, and what is beyond
 * the last digit is given back. */
INLINE Codes twos(const Choice *q, i64 fit, i64 part, Codes *low) {
    return carry(low, codes_at(q, fit, part), codes_at(q, fit + 1, part));
}

INLINE Codes fours(const Choice *q, i64 fit, i64 part, Codes *low) {
    Codes one = twos(q, fit, part, low), other = twos(q, fit + 2, part, low);
    return carry(low + 1, one, other);
}

INLINE Codes eights(const Choice *q, i64 fit, i64 part, Codes *low) {
    Codes one = fours(q, fit, part, low), other = fours(q, fit + 4, part, low);
    return carry(low + 2, one, other);
}

INLINE Codes sixteens(const Choice *q, i64 fit, i64 part, Codes *low) {
    Codes one = eights(q, fit, part, low), other = eights(q, fit + 8, part, low);
    return carry(low + 3, one, other);
}

/* Rows are added in runs, all codes at once, by carry-save adders (R. Harley and D. Seal; H. S. Warren, Hacker's
 * Delight, 5-1); the few left over one by one. */
static void add_rows(const Choice *q, i64 fits) {
    i64 runs = fits / RUN * RUN;
    for (i64 part = 0; part < q->bytes; part += PART) {
        i64 *counts = q->counts + 8 * part;
        Codes low[4] = {{0}};
        Counter run = {{0}, 0, RUN}, single = {{0}, 0, 1};
        for (i64 each = 0; each < runs; each += RUN) {
            for (i64 next = each + RUN; next < each + 2 * RUN && next < fits; next++)
                __builtin_prefetch(q->codes + q->row[q->fits[next]] * q->bytes + part);
            Codes sum = sixteens(q, each, part, low);
            add_codes(&run, (const uint8_t *)&sum, PART, counts);
        }
        for (i64 each = runs; each < fits; each++) {
            Codes codes = codes_at(q, each, part);
            add_codes(&single, (const uint8_t *)&codes, PART, counts);
        }
        flush(&run, PART, counts);
        flush(&single, PART, counts);
        for (int digit = 0; digit < 4; digit++) {
            single.weight = (i64)1 << digit;
            add_codes(&single, (const uint8_t *)(low + digit), PART, counts);
            flush(&single, PART, counts);
        }
    }
}

#define MANY 4 /* rows a kind: with so many, counting by way of kinds is quicker, where codes stand one by one */

/* Counts the rows that fit, and for each facet those that would fit without its filter. Returns 0 where memory ran out. */
static int count(const Choice *q, i64 fits, const int32_t *refused_once, i64 once) {
    const Facet *facets = (const Facet *)(q + 1);
    i64 most = 1;
    for (i64 each = 0; each < q->facets; each++)
        if (facets[each].size > most) most = facets[each].size;
    uint32_t *by_kind = malloc((size_t)most * sizeof *by_kind);
    if (!by_kind || q->facets > MOST_FACETS) return free(by_kind), 0;
    add_rows(q, fits);
    for (i64 each = 0; each < q->facets; each++) {
        const Facet *facet = facets + each;
        if (!facet->refused) continue;
        if (once >= MANY * facet->size) add_kinds_refused(q, facet, refused_once, once, by_kind);
        else add_refused(q, facet, refused_once, once);
    }
    free(by_kind);
    return 1;
}

/* Returns 0 where memory ran out. */
int choose(const Choice *q) {
    i64 fits = 0, once = 0;
    int32_t *refused_once = q->fits + q->rows;
    if (!set_aside(q)) return 0;
    const i64 *marks = q->marks, rows = q->rows;
    int32_t *fitting = q->fits;
    for (i64 at = 0; at < rows; at++) { /* no branches: which row goes where is not to be foreseen */
        i64 above = marks[at] >> COST_BITS;
        fitting[fits] = refused_once[-once - 1] = (int32_t)at;
        fits += above == 0;
        once += above == REFUSED >> COST_BITS || above == FILTERED >> COST_BITS;
    }
    refused_once -= once;
    i64 best = q->key ? keep_best(q, q->key, q->best, q->count, q->fits, fits)
                      : keep_best(q, NULL, q->best, q->count, q->fits, fits);
    i64 missed = keep_best(q, NULL, q->missed, q->misses, refused_once, once);
    if (!count(q, fits, refused_once, once)) return 0;
    in_order(q, q->key, q->best, best);
    in_order(q, NULL, q->missed, missed);
    while (missed && q->marks[q->missed[missed - 1]] >> COST_BITS != REFUSED >> COST_BITS) missed--; /* by a filter */
    if (q->is_open) vary(q, best);
    q->found[0] = fits, q->found[1] = best, q->found[2] = missed;
    return 1;
}
