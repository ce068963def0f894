/* json.c - one record as an object. In: the bytes of one JSON object. Out: values by key. The only file that knows jansson.
 *
 * Invariants: what jansson accepts is UTF-8 without NUL and at most 2,048 deep, so freeing it cannot run out of stack.
 */
#include "json.h"

#include <jansson.h>

kg_json *kg_json_parse(kg_str s, kg_err *e)
{
    json_error_t why;
    json_t *o = json_loadb(s.s, (size_t)s.n, JSON_REJECT_DUPLICATES, &why);
    if (json_is_object(o)) return o;
    if (o) kg_fail(e, KG_EINPUT, 1, "no record, but a JSON value of another type");
    else kg_fail(e, KG_EINPUT, why.line > 0 ? why.line : 1, "no sound JSON: %s", why.text);
    json_decref(o);
    return NULL;
}

void kg_json_free(kg_json *o) { json_decref(o); }

static const json_t *value(const kg_json *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return v && !json_is_null(v) ? v : NULL;
}

static void other_type(const char *key, kg_str *wrong)
{
    if (!wrong->n) *wrong = kg_cstr(key);
}

kg_str kg_json_text(const kg_json *o, const char *key, kg_str *wrong)
{
    const json_t *v = value(o, key);
    if (!v) return (kg_str){ 0 };
    if (json_is_string(v)) return (kg_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) };
    other_type(key, wrong);
    return (kg_str){ 0 };
}

int64_t kg_json_number(const kg_json *o, const char *key, int64_t none, kg_str *wrong)
{
    const json_t *v = value(o, key);
    if (!v) return none;
    if (json_is_integer(v)) return json_integer_value(v);
    other_type(key, wrong);
    return none;
}

bool kg_json_true(const kg_json *o, const char *key) { return json_is_true(json_object_get(o, key)); }
bool kg_json_has(const kg_json *o, const char *key) { return json_object_get(o, key) != NULL; }

const kg_json *kg_json_in(const kg_json *o, const char *key, size_t i, kg_str *wrong)
{
    const json_t *v = value(o, key);
    if (json_is_object(v)) return i ? NULL : v;
    if (!v || json_is_array(v)) {
        const json_t *x = v && i < json_array_size(v) ? json_array_get(v, i) : NULL;
        if (!x || json_is_object(x)) return x;
    }
    other_type(key, wrong);
    return NULL;
}
