"""Pairs of made-up schemas, and values for them: what bench/pairs asks about."""
import copy

URIS = {6: "http://json-schema.org/draft-06/schema#", 7: "http://json-schema.org/draft-07/schema#",
        2019: "https://json-schema.org/draft/2019-09/schema", 2020: "https://json-schema.org/draft/2020-12/schema"}
KEYS = ["a", "b", "c", "ab"]
SCALARS = [None, True, False, 0, 1, 2, 3, -1, 0.5, 2.5, 6, "", "a", "b", "ab", "ba", "aaa", "1", "A-1"]
PATTERNS = ["^a", "b", "^a*$", "^[ab]+$", "a$", "^(a|b){2}$", "c", "^[^a]", "[0-9]"]
TYPES = ["string", "integer", "number", "object", "array", "null", "boolean"]


def draft_of(schema):
    return next(draft for draft, uri in URIS.items() if uri == schema["$schema"])


def defs_of(draft):
    return "definitions" if draft <= 7 else "$defs"


class Maker:
    """Makes schemas of one draft. References in place go to later definitions only; in parts of values anywhere."""

    def __init__(self, draw, draft):
        self.draw, self.draft, self.at = draw, draft, 0

    def reference(self, first):
        to = self.draw.randrange(first, 4)
        if to == 3:
            return {}
        if to == 0:
            word = {6: "$ref", 7: "$ref", 2019: "$recursiveRef", 2020: "$dynamicRef"}[self.draft]
            fragment = "#node" if self.draft == 2020 and self.draw.random() < 0.7 else "#"
            return {word: fragment} if self.draw.random() < 0.5 else {"$ref": "#"}
        return {"$ref": f"#/{defs_of(self.draft)}/d{to}"}

    def part(self, depth):
        return self.reference(0) if self.draw.random() < 0.15 else self.schema(depth)

    def keyword(self, depth):
        draw, pick = self.draw, self.draw.randrange
        plain = [
            lambda: {"type": draw.choice(TYPES)}, lambda: {"type": draw.sample(TYPES, 2)},
            lambda: {"enum": draw.sample(SCALARS[:1] + SCALARS[3:], 2)}, lambda: {"const": draw.choice(SCALARS)},
            lambda: {draw.choice(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]): pick(4)},
            lambda: {draw.choice(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]): pick(4)},
            lambda: {"pattern": draw.choice(PATTERNS)}, lambda: {"required": draw.sample(KEYS, draw.randint(1, 2))},
            lambda: {"uniqueItems": True}, lambda: {"multipleOf": draw.choice([2, 3, 0.5])},
        ]
        nested = [
            lambda: {draw.choice(["allOf", "anyOf", "oneOf"]): [self.schema(depth - 1) for _ in range(draw.randint(1, 3))]},
            lambda: {"properties": {key: self.part(depth - 1) for key in draw.sample(KEYS, draw.randint(1, 2))}},
            lambda: {"properties": {key: self.part(depth - 1) for key in draw.sample(KEYS, draw.randint(1, 2))}},
            lambda: {"patternProperties": {draw.choice(["^a", "b$", "c"]): self.part(depth - 1)}},
            lambda: {"additionalProperties": draw.choice([False, self.part(depth - 1)])},
            lambda: {"items": self.part(depth - 1)},
            lambda: {"prefixItems" if self.draft == 2020 else "items": [self.part(depth - 1) for _ in range(draw.randint(1, 2))]},
            lambda: {"contains": self.part(depth - 1)}, lambda: {"propertyNames": self.schema(depth - 1)},
            lambda: {"not": self.schema(depth - 1)},
            lambda: {"allOf": [self.reference(self.at + 1)]},
            lambda: {"dependencies" if self.draft <= 7 else "dependentSchemas": {draw.choice(KEYS): self.schema(depth - 1)}},
        ]
        if self.draft > 6:
            nested.append(lambda: {"if": self.schema(depth - 1), draw.choice(["then", "else"]): self.schema(depth - 1)})
        if self.draft > 7:
            nested += [lambda: self.reference(self.at + 1),
                       lambda: {"unevaluatedProperties": draw.choice([False, self.part(depth - 1)])},
                       lambda: {"unevaluatedProperties": draw.choice([False, self.part(depth - 1)])},
                       lambda: {"unevaluatedItems": draw.choice([False, self.part(depth - 1)])},
                       lambda: {"minContains": pick(3), "maxContains": draw.randint(1, 2), "contains": self.part(depth - 1)}]
        return draw.choice(plain if depth == 0 or draw.random() < 0.4 else nested)()

    def schema(self, depth):
        if self.draw.random() < 0.05:
            return self.draw.random() < 0.5
        out = {}
        for _ in range(self.draw.randrange(3) + (depth > 1)):
            out.update(self.keyword(depth))
        return out

    def document(self):
        out = {"$schema": URIS[self.draft]}
        definitions = {}
        for self.at in (1, 2):
            definitions[f"d{self.at}"] = self.schema(1)
        self.at = 0
        out.update(self.keyword(2))
        out.update(self.keyword(2))
        out[defs_of(self.draft)] = definitions
        if self.draft == 2019 and self.draw.random() < 0.7:
            out["$recursiveAnchor"] = True
        if self.draft == 2020:
            out["$dynamicAnchor"] = "node"
        if self.draft > 7 and self.draw.random() < 0.3:
            out = self.bundled(out)
        return out

    def bundled(self, inner):
        """Another document around this one, which its dynamic references may come back to."""
        inner = {**inner, "$id": "http://example.com/inner"}
        around = {"$schema": URIS[self.draft], "$id": "http://example.com/outer", "$ref": "inner"}
        if self.draft == 2020:
            around["$dynamicAnchor"] = self.draw.choice(["node", "other"])
        else:
            around["$recursiveAnchor"] = self.draw.random() < 0.7
        around.update(self.draw.choice([{}, {"unevaluatedProperties": False}, {"maxProperties": 1}, {"type": "object"}]))
        around["$defs"] = {"inner": inner}
        return around


# -- the same in other words

NOT_SPREAD = {"$schema", "$id", "$defs", "definitions", "$recursiveAnchor", "$dynamicAnchor", "$ref", "$dynamicRef",
              "$recursiveRef", "allOf"}
TOGETHER = [{"properties", "patternProperties", "additionalProperties"}, {"items", "prefixItems", "additionalItems"},
            {"contains", "minContains", "maxContains"}, {"if", "then", "else"}]
MAPS = {"properties", "patternProperties", "dependencies", "dependentSchemas", "$defs", "definitions"}
LISTS = {"allOf", "anyOf", "oneOf", "prefixItems"}
ONES = {"additionalProperties", "items", "contains", "propertyNames", "not", "if", "then", "else", "unevaluatedProperties",
        "unevaluatedItems"}


def spread(schema, draw):
    """Some keywords moved into an `allOf`. What is unevaluated sees through that, so those stay."""
    movable = [key for key in schema if key not in NOT_SPREAD and not key.startswith("unevaluated")]
    if not movable:
        return schema
    chosen = {draw.choice(movable)}
    for group in TOGETHER:
        if chosen & group:
            chosen |= group
    inner = {key: value for key, value in schema.items() if key in chosen}
    outer = {key: value for key, value in schema.items() if key not in chosen}
    return {**outer, "allOf": [*schema.get("allOf", []), inner]}


def in_other_words(schema, draw, is_root=True):
    if not isinstance(schema, dict):
        return schema
    out = {}
    for key, value in schema.items():
        if key in MAPS and isinstance(value, dict):
            out[key] = {name: in_other_words(inner, draw, False) for name, inner in value.items()}
        elif key in LISTS or (key == "items" and isinstance(value, list)):
            out[key] = [in_other_words(inner, draw, False) for inner in value]
            if key in ("allOf", "anyOf", "oneOf"):
                draw.shuffle(out[key])
        elif key in ONES:
            out[key] = in_other_words(value, draw, False)
        elif key == "const":
            out["enum" if draw.random() < 0.3 and "enum" not in schema else "const"] = value
            if "const" not in out:
                out["enum"] = [value]
        else:
            out[key] = copy.deepcopy(value)
    has_reference = any(word in out for word in ("$ref", "$dynamicRef", "$recursiveRef"))
    if draw.random() < 0.3 and not has_reference:
        out = spread(out, draw)
    if draw.random() < 0.3 and not is_root and not has_reference and "$id" not in out:
        out = {"allOf": [out]}
    if draw.random() < 0.4:
        out["title"] = draw.choice("xyz")
    keys = list(out)
    draw.shuffle(keys)
    return {key: out[key] for key in keys}


def places(node, draft):
    """All schemas in a schema that are objects, itself first."""
    if not isinstance(node, dict):
        return
    if draft > 7 or "$ref" not in node:  # nothing beside it counts there, which ajv does not know
        yield node
    for key, value in node.items():
        if key in MAPS and isinstance(value, dict):
            inner = value.values()
        elif key in LISTS or (key == "items" and isinstance(value, list)):
            inner = value
        else:
            inner = [value] if key in ONES else []
        for part in inner:
            yield from places(part, draft)


def resource(document):
    """The document that local references in parts of this one lead to."""
    return document["$defs"]["inner"] if "inner" in document.get("$defs", {}) else document


def taken_out(document, draw):
    """One part of it made a definition, with a reference in its place."""
    inner, draft = resource(document), draft_of(document)
    found = [place for place in places(inner, draft) if place is not inner]
    if found:
        place = draw.choice(found)
        inner[defs_of(draft)]["taken"] = dict(place)
        place.clear()
        place["$ref"] = f"#/{defs_of(draft)}/taken"
    return document


def filled_in(document, draw):
    """One reference replaced by what it leads to. What that refers to stays where it is."""
    inner, draft = resource(document), draft_of(document)
    start = f"#/{defs_of(draft)}/"
    found = [place for place in places(inner, 2020) if set(place) == {"$ref"} and place["$ref"].startswith(start)]
    if found:
        place = draw.choice(found)
        target = inner[defs_of(draft)][place.pop("$ref")[len(start):]]
        place["allOf"] = [copy.deepcopy(target)]
    return document


def redrafted(node, old, new):
    """The schema in the words of the next draft."""
    if not isinstance(node, dict):
        return node
    out, names = {}, {"dependencies": "dependentSchemas", "definitions": "$defs"} if (old, new) == (7, 2019) else {}
    for key, value in node.items():
        if key in MAPS and isinstance(value, dict):
            out[names.get(key, key)] = {name: redrafted(part, old, new) for name, part in value.items()}
        elif key in LISTS or (key == "items" and isinstance(value, list)):
            out["prefixItems" if (key, new) == ("items", 2020) else key] = [redrafted(part, old, new) for part in value]
        elif key in ONES:
            out[key] = redrafted(value, old, new)
        elif key == "$recursiveAnchor" and new == 2020:
            out.update({"$dynamicAnchor": "node"} if value else {})
        elif key == "$recursiveRef" and new == 2020:
            out["$dynamicRef"] = "#node"
        elif key == "$ref" and (old, new) == (7, 2019):
            out[key] = value.replace("#/definitions/", "#/$defs/")
        else:
            out[key] = URIS[new] if key == "$schema" else value
    return out


def in_next_draft(document):
    """The same in the next draft, where that has the same words for all that is in it."""
    draft = draft_of(document)
    text = repr(document)
    if draft == 2020 or (draft == 2019 and (("'contains'" in text and "'unevaluatedItems'" in text)  # seen by 2020-12 only
                                            or ("'$recursiveRef'" in text and not resource(document).get("$recursiveAnchor")))):
        return document
    return redrafted(document, draft, {6: 7, 7: 2019, 2019: 2020}[draft])


def same(document, draw):
    """The document in other words."""
    out = in_other_words(document, draw)
    if draw.random() < 0.4:
        out = taken_out(out, draw)
    if draw.random() < 0.3:
        out = filled_in(out, draw)
    return in_next_draft(out) if draw.random() < 0.3 else out


def changed(schema, draw, draft):
    """The schema with one keyword, somewhere in it, put or taken away."""
    out = copy.deepcopy(schema)
    place = draw.choice(list(places(out, draft)))
    free = [key for key in place if key not in ("$schema", "$id", "$defs", "definitions", "$dynamicAnchor", "$recursiveAnchor",
                                                "$ref")]
    if free and draw.random() < 0.5:
        key = draw.choice(free)
        del place[key]
    else:
        maker = Maker(draw, draft)
        maker.at = 2
        place.update(maker.keyword(0))
    return out


def pair(draw):
    """A base, a head, and how the head came about."""
    draft = draw.choice([6, 7, 7, 2019, 2019, 2020, 2020, 2020])
    base = Maker(draw, draft).document()
    kind = draw.random()
    if kind < 0.35:
        return base, same(base, draw), "other words"
    if kind < 0.8:
        head = changed(base, draw, draft)
        return base, same(head, draw) if draw.random() < 0.3 else head, "changed"
    return base, Maker(draw, draw.choice(list(URIS))).document(), "another"


# -- values

def made_up(schema, draw, depth=0):
    """A value that may be valid under the schema."""
    if not isinstance(schema, dict) or depth > 4:
        return draw.choice([*SCALARS, [], {}])
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return draw.choice(schema["enum"])
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema and draw.random() < 0.5:
            return made_up(draw.choice(schema[key]), draw, depth)
    kind = draw.choice(["object", "object", "array", "scalar"])
    if kind == "object":
        known = schema.get("properties", {})
        keys = {key for key in [*known, *schema.get("required", [])] if draw.random() < 0.7}
        keys |= {key for key in [*KEYS, "d"] if draw.random() < 0.2}
        return {key: made_up(known.get(key), draw, depth + 1) for key in sorted(keys)}
    if kind == "array":
        items = schema.get("prefixItems") or schema.get("items")
        length = draw.randrange(4)
        return [made_up(items[i] if isinstance(items, list) and i < len(items) else items, draw, depth + 1)
                for i in range(length)]
    return draw.choice(SCALARS)
