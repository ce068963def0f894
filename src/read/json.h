/* json.h - private: one JSON object, asked by key. What it gives borrows from the object. */
#ifndef KG_JSON_H
#define KG_JSON_H

#include "base.h"

typedef struct json_t kg_json;
/* NULL where it is no JSON object; e->at is the line within s, from 1. Twice the same key in one object is a fault. */
kg_json *kg_json_parse(kg_str s, kg_err *e);
void kg_json_free(kg_json *o);

/* `wrong` takes the key of the first value that is of another type than asked for; null and missing are none. */
kg_str kg_json_text(const kg_json *o, const char *key, kg_str *wrong);
int64_t kg_json_number(const kg_json *o, const char *key, int64_t none, kg_str *wrong);
bool kg_json_true(const kg_json *o, const char *key);
bool kg_json_has(const kg_json *o, const char *key);          /* the key is there, perhaps null */
/* The i-th object of a list; of an object that stands alone (a relation of one), the 0th. NULL behind the last. */
const kg_json *kg_json_in(const kg_json *o, const char *key, size_t i, kg_str *wrong);

#endif
