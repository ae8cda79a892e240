"""Hold a mapping against the contract, and against the columns of the files that came."""

from difflib import get_close_matches

from etl.contracts import Contract, Entity, Field
from etl.errors import MappingError
from etl.mapping.spec import AS_LISTED, EntityMapping, FieldMapping, Mapping
from etl.sources.columns import safe_name

# Written from the mapping's `force` and `delivery`, not from rows.
MADE = ("forces", "submissions")
ABROAD = "F"
Codes = dict[str, list[str]]


def refuse_misfit(mapping: Mapping, contract: Contract, codes: Codes) -> None:
    """Raise MappingError where the mapping asks for what the contract does not have."""
    _refuse_force(mapping)
    for each in mapping.entities:
        entity = _entity(each, contract, mapping)
        _refuse_fields(each, entity, mapping)
        for name, how in each.fields.items():
            where = f"{mapping.file}, entity {each.entity}, {name}"
            others = [other for other, its in each.fields.items() if not its.filled]
            _refuse_way(entity.field(name), how, others, where)
            _refuse_codes(entity.field(name), how, mapping, codes, where)
    _refuse_files(mapping)


def _refuse_force(mapping: Mapping) -> None:
    if mapping.force.code.startswith(ABROAD) != ("country" in mapping.delivery):
        raise MappingError(
            f"{mapping.file}: the code of a force begins with {ABROAD} where [delivery] names a "
            "`country` other than England and Wales, and only there."
        )


def refuse_columns(mapping: Mapping, found: dict[str, list[str]]) -> None:
    """Raise MappingError naming every column that is missing, or of which nothing is said."""
    lines: list[str] = []
    for key, file in mapping.files.items():
        named = {column for at, column, _ in mapping.uses() if at == key}
        named |= {*file.drop, *file.row_ids}
        missing, unsaid = sorted(named - {*found[key]}), [c for c in found[key] if c not in named]
        lines += [f"{file.file}: column {safe_name(name)} is missing." for name in missing]
        lines += [f"{file.file}: nothing is said of column {safe_name(name)}." for name in unsaid]
    if lines:
        raise MappingError(
            "\n".join(lines) + f"\nNothing was written. Name each column in {mapping.file}: in a "
            "field of an entity, or under `drop` of its file with the reason."
        )


def _entity(each: EntityMapping, contract: Contract, mapping: Mapping) -> Entity:
    if each.entity in MADE or each.entity not in contract.entities:
        wanted = [name for name in contract.entities if name not in MADE]
        raise MappingError(
            f"{mapping.file}: there is no entity `{each.entity}` to fill."
            + _meant(each.entity, wanted)
        )
    if each.source not in mapping.files:
        raise MappingError(
            f"{mapping.file}, entity {each.entity}: `from` names {each.source}, which is not among "
            "`files`."
        )
    return contract.entities[each.entity]


def _refuse_fields(each: EntityMapping, entity: Entity, mapping: Mapping) -> None:
    where = f"{mapping.file}, entity {each.entity}"
    for name in each.fields:
        if name not in entity.columns:
            raise MappingError(
                f"{where}: the contract has no field `{name}`." + _meant(name, entity.columns)
            )
    for field in entity.fields:
        if field.required and field.name not in each.fields:
            raise MappingError(f"{where}: `{field.name}` is not filled, and the contract needs it.")
    if each.only_filled and not each.others:
        raise MappingError(f"{where}: `others` says what the rows are that `only_filled` leaves.")


def _refuse_way(field: Field, how: FieldMapping, others: list[str], where: str) -> None:
    is_id = field.type == "string" and not field.code_list
    if is_id and not how.pseudonym and how.value is None:
        raise MappingError(
            f"{where}: an id is written as a `pseudonym`, never as the export has it, where it "
            "could be looked up."
        )
    reads = {"date": ["dates"], "integer": ["number"], "number": ["number"]}.get(
        field.type, ["codes", "bands"]
    )
    if how.column and how.readings[0] not in reads:
        raise MappingError(f"{where}: a {field.type} is read by {' or '.join(reads)}.")
    if how.filled and how.filled not in others:
        raise MappingError(
            f"{where}: `filled` names {how.filled}, which this entity does not fill."
        )
    if how.pseudonym and not is_id:
        raise MappingError(f"{where}: only ids are pseudonyms.")


def _refuse_codes(
    field: Field, how: FieldMapping, mapping: Mapping, codes: Codes, where: str
) -> None:
    for name in (how.codes, *(part.codes for part in how.of)):
        if name and name != AS_LISTED and name not in mapping.codes:
            raise MappingError(f"{where}: there is no [codes.{name}] in this mapping.")
    allowed = _allowed(field, mapping, codes)
    if allowed is None:
        return
    for code in _written(how, mapping):
        if code and code not in allowed:
            raise MappingError(
                f"{where}: {code} is not in the list {field.code_list or 'true, false'}."
                + _meant(code, allowed)
            )


def _allowed(field: Field, mapping: Mapping, codes: Codes) -> list[str] | None:
    if field.code_list == "force":
        return [mapping.force.code]
    if field.type == "boolean":
        return ["true", "false"]
    return codes[field.code_list] if field.code_list else None


def _written(how: FieldMapping, mapping: Mapping) -> list[str]:
    """Every code that the field can come to hold, but for those taken as they are listed."""
    targets = [how.value or "", how.yes, how.no, *(band.equals for band in how.bands)]
    targets += [how.any.alone] if how.any else []
    return targets + list(mapping.codes.get(how.codes, {}).values())


def _refuse_files(mapping: Mapping) -> None:
    sources = {each.source for each in mapping.entities}
    for key, file in mapping.files.items():
        if key not in sources and not file.unused:
            raise MappingError(
                f"{mapping.file}, files.{key}: no entity is filled from it; say why in `unused`."
            )
        both = {column for at, column, _ in mapping.uses() if at == key} & set(file.drop)
        if both:
            raise MappingError(
                f"{mapping.file}, files.{key}: column `{min(both)}` is used and dropped."
            )
    for at, column, use in mapping.uses():
        if at not in mapping.files:
            raise MappingError(
                f"{mapping.file}: {use} looks for `{column}` in {at}, which is not among `files`."
            )


def _meant(name: str, known: list[str] | tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" Did you mean `{near[0]}`?" if near else f" Known are {', '.join(known)}."
