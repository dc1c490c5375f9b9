/*
 * Every bound on input, with the largest value met in practice (two years of 670 connectors) beside it. Input over a
 * bound is refused with a message, never cut.
 */
#ifndef BG_BASE_LIMITS_H
#define BG_BASE_LIMITS_H

/* Bytes of one file that is read: the largest real one has 1.25 MB. */
#define BG_LIMIT_FILE (16u * 1024 * 1024)
/* Nesting of one document: 46 as written, 51 with references resolved. */
#define BG_LIMIT_DEPTH 256u

/* Classes looked at for all streams of a connector to find those that make their schemas: 100 times 123. */
#define BG_LIMIT_OVERRIDE_STEPS (20u * 1000 * 1000)
/* Code that is read. Words of one file and nodes of its tree: a generated module of 41,036 lines has 214,000 and
 * 181,000, any other at most a tenth. */
#define BG_LIMIT_CODE_TOKENS (4u * 1000 * 1000)
#define BG_LIMIT_CODE_NODES (1000u * 1000)
/* Brackets inside each other and blocks inside each other (Python itself has 200 and 100), expressions, statements and
 * operators inside each other, and formatted texts in fields of others: 15, 10, 36, 2. */
#define BG_LIMIT_CODE_DEPTH 200u
#define BG_LIMIT_CODE_INDENTS 100u
#define BG_LIMIT_CODE_FRAMES 800u
#define BG_LIMIT_CODE_FIELDS 32u
/* What streams() would give: statements and expressions that are followed, those of one schema that is made in code,
 * room for items of all lists and dictionaries, calls and expressions inside each other, the same function inside
 * itself, and ways inside each other: 190,000, 680, 73,000, 50, 3, 6. */
#define BG_LIMIT_CODE_STEPS (1000u * 1000)
#define BG_LIMIT_CODE_SCHEMA_STEPS 2000u
#define BG_LIMIT_CODE_ITEMS (2u * 1000 * 1000)
#define BG_LIMIT_CODE_NESTED 400u
#define BG_LIMIT_CODE_RECURSION 3u
#define BG_LIMIT_CODE_EITHER 32u
/* Parts of one expression of a template, one inside the other: 3. */
#define BG_LIMIT_EXPRESSION 50u

/* Bytes of a word of code that may name a stream; the longest name met is 66. */
#define BG_LIMIT_MENTION 200u
/* Nodes of one document as written: 114,000 parser events. */
#define BG_LIMIT_NODES (2u * 1000 * 1000)
/* Different texts of one manifest that name the configuration where requests are made: about 60. */
#define BG_LIMIT_SETTING_TEXTS 256u
/* Nodes of one document with references, aliases and parameters resolved: 254,000. */
#define BG_LIMIT_EXPANDED (8u * 1000 * 1000)
/* Levels of evaluation of references, and of parameters pushed down: about 100. The runtime itself stops at 1,000. */
#define BG_LIMIT_FRAMES 1000u
/* Members of one mapping or list: 5,500. */
#define BG_LIMIT_MEMBERS (500u * 1000)
/* Bytes of one key: 151. */
#define BG_LIMIT_KEY (64u * 1024)
/* Entries of one directory and depth of the folders: 690 and 17. */
#define BG_LIMIT_FOLDER_DEPTH 64u
/* Folders below the root of a repository where connectors of an unknown layout are looked for. */
#define BG_LIMIT_FORM_DEPTH 4u
/* Symbolic links followed for one path, within the repository. */
#define BG_LIMIT_LINKS 8u
/* Bytes of the target of a symbolic link: no more than a path of Linux has. */
#define BG_LIMIT_LINK_TARGET 4096u
/* Entries looked at in one comparison of two trees (one folder can stand at many places): 16,000 files in all. */
#define BG_LIMIT_WALK (2u * 1000 * 1000)
/* Bytes of folders and of files of one repository that are kept open for those who ask again; no bound on input. One
 * folder with 690 connectors takes 66,000, and all of their metadata 2 million. What was found in folders, by kind of
 * exit: 3 million for all folders of such a repository. */
#define BG_LIMIT_KEPT_FOLDERS (8u * 1024 * 1024)
#define BG_LIMIT_KEPT_FILES (12u * 1024 * 1024)
#define BG_LIMIT_KEPT_EXITS (2u * 1024 * 1024)
/* Bytes of what a thread of an audit has seen of connectors: 690 at once, as they are read, take 24 million. */
#define BG_LIMIT_KEPT_VIEWS (16u * 1024 * 1024)
/* Bytes of what changed in commits, kept for the way back to the last stable version: 400,000 for so many commits as
 * that may be. */
#define BG_LIMIT_KEPT_PAST (4u * 1024 * 1024)
/* Files in common that are counted to find out which connector moved where: 665 at once, without identities, need
 * 900,000. */
#define BG_LIMIT_MOVE_STEPS (200u * 1000 * 1000)
/* One judgement (a check, or a commit of an audit): bytes of all files that are read, and questions asked of the trees.
 * All of Airbyte's connectors changed at once need 48 MB and 19,000. */
#define BG_LIMIT_RUN_BYTES (4ull * 1024 * 1024 * 1024)
#define BG_LIMIT_RUN_STEPS (50ull * 1000 * 1000)
/* The same: steps of comparing schemas, of configurations, streams and objects. Two years of changes of 438 connectors
 * at once need 226,000. */
#define BG_LIMIT_RUN_EFFORT (1000ull * 1000 * 1000)
/* Lines compared to find out whether a connector that is gone is one that is new, with another identity: 5,000 for one
 * of each. */
#define BG_LIMIT_LIKENESS_STEPS (200u * 1000 * 1000)
/* Bytes of the work tree that are held because the index does not have them: more is left unread. */
#define BG_LIMIT_SNAPSHOT (256u * 1024 * 1024)
/* Nodes of all members of a union, up to which it is looked at whether they make one type: 143. A larger one counts as
 * a union. */
#define BG_LIMIT_UNION (20u * 1000)
/* PCRE2: pattern bytes, match steps, recursion and heap (KiB). A real pattern needs less than 1,000 steps. */
#define BG_LIMIT_PATTERN (16u * 1024)
#define BG_LIMIT_MATCH_STEPS (100u * 1000)
#define BG_LIMIT_MATCH_DEPTH (10u * 1000)
#define BG_LIMIT_MATCH_HEAP (16u * 1024)
/* Changes of the streams of one connector: 1,783. What is beyond is one change that nobody classified. */
#define BG_LIMIT_CHANGES (20u * 1000)
/* Node comparisons to find out which stream was renamed to which: 31,000. Beyond, they are removed and added. */
#define BG_LIMIT_RENAME_STEPS (50u * 1000 * 1000)
/* Paths of one primary key, up to which their order is told from their set, and of routers of one partition: 7. */
#define BG_LIMIT_KEY_PATHS 256u
/* Pairs of entries of two lists that are compared in no order: 57 by 57. */
/* Nodes of fields compared only to tell whether another alternative of a choice has the same; of one stream. Beyond it
 * none has. */
#define BG_LIMIT_FIELD_TRIALS (1000u * 1000)
#define BG_LIMIT_LISTED_PAIRS (1000u * 1000)
/* Commits and states of one file on the way back to the last stable version: 1,500 and 9 from a candidate that was open
 * for a month. What is beyond is not looked at, and the candidate judged by its own number. */
#define BG_LIMIT_PAST_COMMITS 5000u
#define BG_LIMIT_PAST_STATES 200u
/* Choices of one specification to which code adds values: 1. What is beyond is not looked at. */
#define BG_LIMIT_SPEC_VALUES 64u
/* Bytes of a glob pattern: 60. */
#define BG_LIMIT_GLOB 512u
/* Rules and waivers of one configuration. */
#define BG_LIMIT_RULES 1000u

/* Numbers in schemas and values: digits as written, and the power of ten. Real ones have 20 and 25. */
#define BG_LIMIT_DIGITS 1200u
#define BG_LIMIT_EXPONENT 1000
/* Containment: forms (distinct parts of both schemas) and nodes of one enum value. Real specs need 600 and 40. */
#define BG_LIMIT_FORMS (50u * 1000)
#define BG_LIMIT_VALUE_NODES (20u * 1000)
/* Ways in which the branches beside one `unevaluatedProperties` can turn out: 20 in practice. */
#define BG_LIMIT_EVALUATED_WAYS 1024u
/* Schemas nested in schemas, references followed: 51 in practice. */
#define BG_LIMIT_SCHEMA_DEPTH 400u
/* Nodes walked for the references of one document: all of a document, a few times. */
#define BG_LIMIT_REFERENCE_STEPS (4u * 1000 * 1000)
/* Nodes and nesting of one configuration schema with its references replaced: 2,600 and 13. */
#define BG_LIMIT_SPEC_WEIGHT (500u * 1000)
#define BG_LIMIT_SPEC_DEPTH 256u
/* Steps of comparing two such schemas, questions about parts of them, and changes asked about one by one: 2,000,
 * 30, 20. */
#define BG_LIMIT_SPEC_STEPS (200u * 1000)
#define BG_LIMIT_SPEC_QUESTIONS 1000u
#define BG_LIMIT_SPEC_ISOLATED 32u
/* Questions about one pair of schemas without an answer, after which no more are asked: none in practice. */
#define BG_LIMIT_SPEC_UNKNOWNS 8u
/* Validation: pairs of schema and value looked at for one instance. A real configuration needs 2,000. */
#define BG_LIMIT_VALIDATE_STEPS (300u * 1000)
/* Patterns as languages: repetition counts, nested groups, states of one question, nodes and states of all of them.
 * Real patterns repeat 256 times at most and need 900 states. */
#define BG_LIMIT_REPEAT 1000u
#define BG_LIMIT_PATTERN_DEPTH 200u
#define BG_LIMIT_LANGUAGE_STATES (20u * 1000)
#define BG_LIMIT_LANGUAGE_NODES (100u * 1000)
#define BG_LIMIT_LANGUAGE_TOTAL (200u * 1000)
/* Characters of a made-up text. */
#define BG_LIMIT_TEXT (20u * 1000)
/* The search for a witness: steps of one question (real ones: 7, at most 4,563), literals looked at in them, nesting of
 * the value, nesting of the program, memory, judged parts of listed values, keys that are made up, keys that are
 * required, elements of a made-up array that may differ (a tuple has 200), elements of one where they are all alike (a
 * schema of a data set asks for 16,512), open branches of a oneOf (65, told apart by a discriminator), ways in which
 * keys match patterns (with 11 of them 12). */
#define BG_LIMIT_SEARCH_STEPS (60u * 1000)
#define BG_LIMIT_SEARCH_WORK (60u * 1000 * 1000)
#define BG_LIMIT_SEARCH_DEPTH 60u
#define BG_LIMIT_SEARCH_LEVEL 800u
#define BG_LIMIT_SEARCH_BYTES (48u * 1024 * 1024)
#define BG_LIMIT_JUDGE_STEPS (1000u * 1000)
#define BG_LIMIT_SEARCH_MEMBERS 200u
#define BG_LIMIT_SEARCH_REQUIRED 2000u
#define BG_LIMIT_SEARCH_TUPLE 2000u
#define BG_LIMIT_SEARCH_BRANCHES 4096u
#define BG_LIMIT_SEARCH_KEY_KINDS 4096u
#define BG_LIMIT_SEARCH_ITEMS (20u * 1000)
/* Connectors of one batch: 670 are all of them. */
#define BG_LIMIT_ROWS 10000u
/* Digits of the number of a pull request: the largest repositories are at six. Days that the date of an entry may be
 * ahead of today, and years that it may be behind: a release is never prepared for so long. */
#define BG_LIMIT_PULL_DIGITS 9u
#define BG_LIMIT_DAYS_AHEAD 366
#define BG_LIMIT_YEARS_BEHIND 30

#endif
