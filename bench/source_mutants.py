"""Small mutants of C source, all in one build: where they can be put, and the source that holds them.

A mutant is one small mistake: a comparison off by its bound or turned, && for ||, a dropped !, + for -, a constant off by
one, a statement left out, a way out not taken, another value returned. Instead of a build for each, every chosen place
becomes an expression that asks at run time whether it is the one: `a < b` is written as
`(bg_mutant_at(17) ? (a <= b) : (a < b))`, and the lines keep their numbers.

The places are found by a small parser of statements over tokens; it knows as much of C as the sources use. A place that
it understands wrongly does not compile, and is left out and counted. Not found, since they cannot ask anything at run time:
constants of the preprocessor, of enumerations, of tables and of case labels. Not looked for: headers, assertions, texts,
calls that only give memory back, which the leak checks of the preset asan watch, and what UNSEEN, FULL and is_extreme() name below.
"""
import dataclasses
import re
import typing

TOKEN = re.compile(r"""
    (?P<space>\s+|/\*.*?\*/|//[^\n]*)
  | (?P<directive>(?<![^\n])[ \t]*\#(?:[^\n\\]|\\.)*)
  | (?P<text>(?:u8|L)?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<number>\.?[0-9](?:[eEpP][+-]|[0-9A-Za-z_.])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\.\.\.|.)
""", re.VERBOSE | re.DOTALL)

RANK = {sign: rank for rank, signs in enumerate([
    ", ;", "= += -= *= /= %= &= |= ^= <<= >>=", "? :", "||", "&&", "|", "^", "&", "== !=", "< <= > >=", "<< >>", "+ -",
    "* / %"]) for sign in signs.split()}
SWAPS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
         "&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"]}
NUMBERS = {"int", "unsigned", "long", "short", "size_t", "ssize_t", "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t",
           "uint16_t", "uint32_t", "uint64_t", "time_t"}
TYPES = NUMBERS | {"const", "char", "bool", "double", "float", "void", "struct", "enum", "union", "static", "signed"}
GIVES_BACK = re.compile(r"(\(void\)\s*)?(\w*_finish|\w*_free|\w*_dispose|free|close|closedir|munmap)\(")
# Statements that nobody can miss: without va_start or va_end the language says nothing of what happens, so a test that fails or
# passes says nothing either; and an error that git_error_clear forgets is shown only behind a call that failed and left one itself.
UNSEEN = re.compile(r"(va_start|va_end|git_error_clear)\(")
# A list that is full is refused as a whole: whether it has then one item more is no promise, so these borders are not moved by one.
FULL = {"BG_LIMIT_CHANGES"}
OPEN, CLOSE = "([{", ")]}"
WAYS_OUT = ("return", "continue", "break")


@dataclasses.dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclasses.dataclass
class Place:
    """Where a mutant can be put. `write(ask, inner)` gives the text that replaces start..end: `ask` is true for this
    mutant, and `inner(a, b)` the source from a to b with the mutants that are inside."""
    path: str
    function: str
    kind: str
    start: int
    end: int
    line: int
    before: str
    after: str
    write: typing.Callable
    source_line: str = ""
    source_lines: int = 0  # how many lines it goes on
    number: int = 0
    id: str = ""

    def what(self):
        return f"{self.before} -> {self.after}"


def tokens_of(text):
    found = []
    for match in TOKEN.finditer(text):
        if match.lastgroup not in ("space", "directive"):
            found.append(Token(match.lastgroup, match.group(), match.start(), match.end()))
    return found


def short(text, length=60):
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length - 3] + "..."


class Finder:
    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.tokens = tokens_of(text)
        self.places = []
        self.function = ""
        self.returns = []
        self.partner = {}
        stack = []
        for i, token in enumerate(self.tokens):
            if token.kind == "sign" and token.text in OPEN:
                stack.append(i)
            elif token.kind == "sign" and token.text in CLOSE:
                self.partner[stack.pop()] = i
        self.partner |= {end: start for start, end in self.partner.items()}
        self.unevaluated = {inside for i in range(len(self.tokens)) if self.is_sign(i, "sizeof")
                            for inside in range(i, self.operand_end(i + 1) + 1)}

    def is_sign(self, i, *signs):
        return i < len(self.tokens) and self.tokens[i].kind in ("sign", "word") and self.tokens[i].text in signs

    def slice(self, first, last):
        """The source of the tokens first..last, last included."""
        return self.text[self.tokens[first].start:self.tokens[last].end]

    def add(self, kind, first, last, before, after, write):
        start, end = self.tokens[first].start, self.tokens[last].end
        begin = self.text.rfind("\n", 0, start) + 1
        line = self.text[begin:self.text.find("\n", start)].strip()
        self.places.append(Place(self.path, self.function, kind, start, end, self.text.count("\n", 0, start) + 1,
                                 before, after, write, line, self.text.count("\n", start, end)))

    # --- what stands at the top: functions ---------------------------------------------------------------------------

    def find(self):
        i = 0
        begin = 0
        while i < len(self.tokens):
            if self.is_sign(i, ";"):
                begin = i + 1
            elif self.is_sign(i, "{"):
                end = self.partner[i]
                if self.is_sign(i - 1, ")"):
                    name = self.partner[i - 1] - 1
                    self.function = self.tokens[name].text
                    self.returns = [token.text for token in self.tokens[begin:name]
                                    if token.text not in ("static", "inline", "const")]
                    self.block(i)
                    begin = end + 1
                i = end
            i += 1
        return self.places

    # --- statements ---------------------------------------------------------------------------------------------------

    def block(self, i):
        end = self.partner[i]
        i += 1
        while i < end:
            i = self.statement(i)

    def statement(self, i):
        """Looks through the statement that begins here; the index behind it."""
        word = self.tokens[i].text
        if word == "{":
            self.block(i)
            return self.partner[i] + 1
        if word in ("if", "while", "switch", "for"):
            return self.controlled(i, word)
        if word == "do":
            i = self.statement(i + 1)
            self.condition(i + 1)
            return self.partner[i + 1] + 2
        if word == "else":
            return self.statement(i + 1)
        if word in ("case", "default"):
            while not self.is_sign(i, ":"):
                i += 1
            return i + 1
        if self.tokens[i].kind == "word" and self.is_sign(i + 1, ":"):
            return i + 2
        end = i
        while not self.is_sign(end, ";"):
            end = self.partner[end] + 1 if self.is_sign(end, *OPEN) else end + 1
        self.simple(i, end)
        return end + 1

    def controlled(self, i, word):
        close = self.partner[i + 1]
        if word == "for":
            self.expression(i + 2, close - 1)
        elif word == "switch":
            self.expression(i + 2, close - 1)
        else:
            self.condition(i + 1)
        if word == "if":
            self.guard(i + 2, close)
        return self.statement(close + 1)

    def condition(self, i):
        first, last = i + 1, self.partner[i] - 1
        self.negate(first, last)
        self.expression(first, last)

    def negate(self, first, last):
        """A condition that is one value: its opposite."""
        if not self.outer(first, last, lambda i: self.rank(i) is not None and self.rank(i) <= RANK["<"]) and not self.is_sign(
                first, "!"):
            start, end = self.tokens[first].start, self.tokens[last].end
            before = short(self.slice(first, last))
            self.add("condition", first, last, before, f"!({before})",
                     lambda ask, inner: f"({ask} ^ (_Bool)({inner(start, end)}))")

    def guard(self, first, close):
        """A way out that is not taken: `if (...) { return ...; }` without an else."""
        body = close + 1
        end = self.partner[body] if self.is_sign(body, "{") else None
        if end is None or not self.is_sign(body + 1, *WAYS_OUT) or self.is_sign(end + 1, "else"):
            return
        semicolon = body + 1
        while not self.is_sign(semicolon, ";"):
            semicolon += 1
        if semicolon + 1 != end:
            return
        start, stop = self.tokens[first].start, self.tokens[close - 1].end
        self.add("way out", first, close - 1, f"if ({short(self.slice(first, close - 1))}) {self.tokens[body + 1].text}",
                 "not taken", lambda ask, inner: f"!{ask} && ({inner(start, stop)})")

    def simple(self, i, end):
        """A statement that ends with a semicolon at `end`."""
        if i == end or self.tokens[i].text in ("assert", "_Static_assert", "break", "continue", "goto"):
            return
        if self.tokens[i].text == "return":
            if i + 1 < end:
                self.returned(i + 1, end - 1)
                self.expression(i + 1, end - 1)
            return
        if self.is_declaration(i, end):
            self.declaration(i, end)
            return
        start, stop = self.tokens[i].start, self.tokens[end].end
        if GIVES_BACK.match(self.slice(i, end)) or UNSEEN.match(self.slice(i, end)):
            return
        self.add("statement", i, end, short(self.slice(i, end)), "nothing",
                 lambda ask, inner: f"{{ if (!{ask}) {inner(start, stop)} }}")
        self.expression(i, end - 1)

    def is_declaration(self, i, end):
        first = self.tokens[i]
        if first.text in TYPES:
            return True
        if first.kind != "word" or i + 1 >= end:
            return False
        return self.tokens[i + 1].kind == "word" or (
            self.is_sign(i + 1, "*") and self.tokens[i + 2].kind == "word" and self.is_sign(i + 3, "=", ";", ",", "["))

    def declaration(self, i, end):
        equal = i
        while equal < end and not self.is_sign(equal, "="):
            if self.is_sign(equal, "{"):
                return
            equal += 1
        if self.tokens[i].text != "static" and equal + 1 < end:
            self.expression(equal + 1, end - 1)

    def returned(self, first, last):
        value = self.slice(first, last)
        start, end = self.tokens[first].start, self.tokens[last].end
        if self.returns == ["bool"]:
            other = {"true": "false", "false": "true"}.get(value, f"!({short(value)})")
            self.add("return", first, last, f"return {short(value)}", f"return {other}",
                     lambda ask, inner: f"({ask} ^ (_Bool)({inner(start, end)}))")
            return
        if "*" in self.returns:
            other = "NULL"
        elif set(self.returns) <= NUMBERS:
            other = "1" if value == "0" else "0"
        elif self.returns[0] == "struct" and (first < last or self.tokens[first].text.islower()):
            other = f"({' '.join(self.returns)}){{0}}"
        else:
            return
        if value != other:
            self.add("return", first, last, f"return {short(value)}", f"return {other}",
                     lambda ask, inner: f"({ask} ? {other} : ({inner(start, end)}))")

    # --- expressions --------------------------------------------------------------------------------------------------

    def outer(self, first, last, test):
        """Whether the test holds for a token that is in no bracket of its own."""
        i = first
        while i <= last:
            if test(i):
                return True
            i = self.partner[i] + 1 if self.is_sign(i, *OPEN) else i + 1
        return False

    def is_cast(self, close):
        start = self.partner[close]
        inside = self.tokens[start + 1:close]
        return self.is_sign(close, ")") and bool(inside) and (inside[0].text in TYPES or inside[0].text.endswith("_t")) and not (
            self.tokens[start - 1].kind == "word" and self.tokens[start - 1].text != "return")

    def is_binary(self, i):
        previous = self.tokens[i - 1]
        if previous.kind in ("number", "text"):
            return True
        if previous.kind == "word":
            return previous.text not in ("return", "case", "sizeof", "else")
        return previous.text in ")]}" and not self.is_cast(i - 1) or previous.text in ("++", "--")

    def rank(self, i):
        """Of an operator with two sides, or None."""
        token = self.tokens[i]
        if token.kind != "sign" or token.text not in RANK or (token.text in "+-*&" and not self.is_binary(i)):
            return None
        return RANK[token.text]

    def sides(self, i, first, last):
        """The first and last token of the operation whose operator stands here."""
        rank = self.rank(i)
        left = i - 1
        while left >= first:
            if self.is_sign(left, *CLOSE):
                left = self.partner[left]
            elif self.is_sign(left, *OPEN) or (self.rank(left) is not None and self.rank(left) < rank):
                break
            left -= 1
        right = i + 1
        while right <= last:
            if self.is_sign(right, *OPEN):
                right = self.partner[right]
            elif self.is_sign(right, *CLOSE) or (self.rank(right) is not None and self.rank(right) <= rank):
                break
            right += 1
        return left + 1, right - 1

    def operand_end(self, i):
        """The last token of the operand that begins here."""
        while self.is_sign(i, "!", "-", "*", "&", "~") or (self.is_sign(i, "(") and self.is_cast(self.partner[i])):
            i = self.partner[i] + 1 if self.is_sign(i, "(") else i + 1
        i = self.partner.get(i, i)
        while True:
            if self.is_sign(i + 1, "(", "["):
                i = self.partner[i + 1]
            elif self.is_sign(i + 1, ".", "->"):
                i += 2
            elif self.is_sign(i + 1, "++", "--"):
                i += 1
            else:
                return i

    def expression(self, first, last):
        for i in range(first, last + 1):
            token = self.tokens[i]
            if token.text == "!" and token.kind == "sign":
                self.dropped_not(i)
            elif token.text == "?" and token.kind == "sign":
                left, _ = self.sides(i, first, last)
                self.negate(left, i - 1)
            elif token.kind == "sign" and token.text in SWAPS and self.rank(i) is not None:
                self.swapped(i, first, last)
            elif token.kind == "number":
                self.number(i)
            elif token.text in ("true", "false") and not self.is_sign(i - 1, "return"):
                self.constant(i, "false" if token.text == "true" else "true")

    def dropped_not(self, i):
        last = self.operand_end(i + 1)
        start, end = self.tokens[i + 1].start, self.tokens[last].end
        operand = short(self.slice(i + 1, last))
        self.add("not", i, last, f"!{operand}", operand, lambda ask, inner: f"(!{ask} ^ (_Bool)({inner(start, end)}))")

    def is_extreme(self, i, left, right):
        """The smaller or larger of two, `a < b ? a : b`: where they are equal it is the same one."""
        sides = [self.slice(left, i - 1), self.slice(i + 1, right)]
        rest = " ".join(self.text[self.tokens[right].end:].split(";", 1)[0].split())
        return any(re.match(rf"\? {re.escape(a)} : {re.escape(b)}(?:[),]|$)", rest) for a, b in (sides, sides[::-1]))

    def swapped(self, i, first, last):
        left, right = self.sides(i, first, last)
        operator = self.tokens[i]
        start, end = self.tokens[left].start, self.tokens[right].end
        keeps_border = self.slice(i + 1, right) in FULL or self.is_extreme(i, left, right)
        for other in SWAPS[operator.text]:
            if keeps_border and other.strip("=") == operator.text.strip("="):
                continue
            def write(ask, inner, other=other):
                a, b = inner(start, operator.start), inner(operator.end, end)
                mutant = f"{a}{other} {b}".replace("\n", " ")
                return f"({ask} ? ({mutant}) : ({a}{operator.text}{b}))"
            middle = short(self.slice(left, i - 1), 30), short(self.slice(i + 1, right), 30)
            self.add("operator", left, right, f"{middle[0]} {operator.text} {middle[1]}", f"{other}", write)

    def number(self, i):
        found = re.fullmatch(r"(0[xX][0-9a-fA-F]+|[0-9]+)([uUlL]*)", self.tokens[i].text)
        if found is None or i in self.unevaluated or (self.is_sign(i - 1, "{") and self.is_sign(i + 1, "}")):
            return
        value = int(found[1], 8 if re.fullmatch("0[0-7]+", found[1]) else 0)
        for other in [value + 1, value - 1] if value > 1 else [1 - value]:
            self.constant(i, f"{other}{found[2]}")

    def constant(self, i, other):
        text = self.tokens[i].text
        before = self.tokens[max(i - 2, 0):i]
        context = short(self.text[before[0].start:self.tokens[i].end], 40) if before else text
        self.add("constant", i, i, context, other, lambda ask, inner: f"({ask} ? {other} : {text})")


def places(path, text):
    """All places of one file, by where they begin; of those that begin together, the longest first."""
    found = Finder(path, text).find()
    return sorted(found, key=lambda place: (place.start, -place.end))


def nested(chosen):
    """Those of the chosen places, in their order, that lie in each other or apart."""
    fitting, open_ends = [], []
    for place in chosen:
        while open_ends and open_ends[-1] <= place.start:
            open_ends.pop()
        if not open_ends or place.end <= open_ends[-1]:
            fitting.append(place)
            open_ends.append(place.end)
    return fitting


def rewrite(text, chosen):
    """The source with the chosen places, which are nested() and numbered, asking whether they are the mutant."""
    def inner(start, end, after):
        out, at = [], start
        for i in range(after, len(chosen)):
            place = chosen[i]
            if place.start >= at and place.end <= end:
                ask = f"bg_mutant_at({place.number})"
                out += [text[at:place.start], place.write(ask, lambda a, b, i=i: inner(a, b, i + 1))]
                at = place.end
        return "".join(out) + text[at:end]
    return inner(0, len(text), 0)
