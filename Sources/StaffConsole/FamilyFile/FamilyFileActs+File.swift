import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What happens to a family's file: split, merge, obligors, places, duties settled.
extension FamilyFileActs {
    static let file: [FamilyAct<FamilyFileScene>] = [
        FamilyAct<FamilyFileScene>("split", roles: keepers) { reader, scene, call in
            let context = call.context
            let people = reader.state.values.all("people").compactMap { PersonID(text: $0) }
            let applicant = reader.choice(
                "applicant", label: context.t("family.splitApplicant"), among: scene.view.present.map(\.person.id.text))
            let day = reader.date("day", label: context.t("family.lastTogether"))
            let why = FamilyWhy.read(&reader, context)
            let staying = reader.state.values.text("successor").flatMap { PersonID(text: $0) }
            guard let applicant = applicant.flatMap({ PersonID(text: $0) }), let day, let why else { return nil }
            return try await call.perform(
                SplitFamily(
                    family: scene.view.row.id, seenVersion: call.seenVersion, people: people, applicant: applicant,
                    staying: staying, day: day, reason: why.reason, evidence: why.evidence))
        }.with { act in
            act.isDangerous = true
            act.fits = { $0.view.present.count > 1 }
            act.fields = { scene, context in
                [
                    .checkboxes("people", label: context.t("family.splitPeople"), scene.people(context)),
                    .select("applicant", label: context.t("family.splitApplicant"), scene.people(context)),
                    .select(
                        "successor", label: context.t("family.successor"), hint: context.t("family.successorHint"),
                        isOptional: true, scene.successors(context)),
                    .date("day", label: context.t("family.lastTogether")),
                ] + FamilyWhy.fields(context)
            }
        },
        FamilyAct<FamilyFileScene>("merge", roles: keepers) { reader, scene, call in
            let context = call.context
            let other = reader.text("other", label: context.t("family.other"), lengthMax: 120)
            let day = reader.date("day", label: context.t("family.firstTogether"))
            let why = FamilyWhy.read(&reader, context)
            guard let other, let day, let why else { return nil }
            // The number of a file, or the address of its page as copied from the browser.
            let tail = other.split(separator: "/").last.map(String.init) ?? other
            guard let id = FamilyID(text: tail) else {
                reader.add("other", context.t("family.otherHint"))
                return nil
            }
            return try await call.perform(
                MergeFamilies(
                    family: scene.view.row.id, seenVersion: call.seenVersion, other: id, day: day,
                    reason: why.reason, evidence: why.evidence))
        }.with { act in
            act.isDangerous = true
            act.fields = { _, context in
                [
                    .text(
                        "other", label: context.t("family.other"), hint: context.t("family.otherHint"),
                        lengthMax: 120),
                    .date("day", label: context.t("family.firstTogether")),
                ] + FamilyWhy.fields(context)
            }
        },
        FamilyAct<FamilyFileScene>("obligor", roles: keepers) { reader, scene, call in
            let context = call.context
            let person = reader.choice(
                "person", label: context.t("family.owed"), among: scene.view.present.map(\.person.id.text))
            let kinship = reader.choice("kinship", label: context.t("family.kinship"), as: Kinship.self)
            let name = reader.text("name", label: context.t("case.name"), lengthMax: 40)
            let id = reader.citizenID("idNumber", label: context.t("filing.idNumber"), isRequired: false)
            let place = reader.text("place", label: context.t("family.obligorPlace"), isRequired: false)
            let ability = reader.choice("ability", label: context.t("family.ability"), as: ObligorAbility.self)
            let maintenance = reader.money("maintenance", label: context.t("family.maintenance"), isRequired: false)
            let basis = reader.text("basis", label: context.t("family.basis"), isRequired: false)
            guard reader.state.isValid, let person = person.flatMap({ PersonID(text: $0) }), let kinship, let name,
                let ability
            else { return nil }
            return try await call.perform(
                RecordObligor(
                    family: scene.view.row.id, person: person, kinship: kinship,
                    content: ObligorContent(
                        name: name, idNumber: id?.text, place: place ?? "", basis: basis ?? ""),
                    ability: ability, maintenance: maintenance,
                    replaces: reader.state.values.text("replaces").flatMap { ObligorID(text: $0) }))
        }.with { act in
            act.fields = { scene, context in
                let standing = scene.view.obligors.filter { $0.endedOn == nil }
                return [
                    .select("person", label: context.t("family.owed"), scene.people(context)),
                    .select(
                        "kinship", label: context.t("family.kinship"),
                        Kinship.allCases.map { Field.Choice($0.rawValue, context.t("kinship.\($0.rawValue)")) }),
                    .text("name", label: context.t("case.name"), lengthMax: 40, width: .medium),
                    .text(
                        "idNumber", label: context.t("filing.idNumber"), isOptional: true, lengthMax: 18,
                        width: .medium),
                    .text("place", label: context.t("family.obligorPlace"), isOptional: true),
                    .radios(
                        "ability", label: context.t("family.ability"),
                        ObligorAbility.allCases.map { Field.Choice($0.rawValue, context.t("ability.\($0.rawValue)")) }),
                    .number(
                        "maintenance", label: context.t("family.maintenance"), isOptional: true,
                        unit: context.t("case.perMonth"), hasDecimals: true),
                    .text(
                        "basis", label: context.t("family.basis"), hint: context.t("family.basisHint"),
                        isOptional: true),
                ]
                    + (standing.isEmpty
                        ? []
                        : [
                            .select(
                                "replaces", label: context.t("family.replaces"), isOptional: true,
                                standing.map { Field.Choice($0.id.text, Masking.name($0.content.name)) })
                        ])
            }
        },
        FamilyAct<FamilyFileScene>("place", roles: keepers) { reader, scene, call in
            let context = call.context
            let person = reader.choice(
                "person", label: context.t("family.person"), among: scene.view.present.map(\.person.id.text))
            let kind = reader.choice("kind", label: context.t("family.placeKind"), among: ["hukou", "habitual"])
            let region = reader.region("region", label: context.t("family.region"))
            let detail = reader.text("detail", label: context.t("filing.address"), isRequired: false)
            let day = reader.date("day", label: context.t("family.since"))
            guard let person = person.flatMap({ PersonID(text: $0) }), let kind = kind.flatMap(AddressKind.init),
                let region, let day
            else { return nil }
            return try await call.perform(
                RecordPlace(
                    family: scene.view.row.id, person: person, kind: kind, region: region, detail: detail ?? "",
                    day: day))
        }.with { act in
            act.fields = { scene, context in
                [
                    .select("person", label: context.t("family.person"), scene.people(context)),
                    .radios(
                        "kind", label: context.t("family.placeKind"),
                        ["hukou", "habitual"].map { Field.Choice($0, context.t("placeKind.\($0)")) }),
                    .text(
                        "region", label: context.t("family.region"), hint: context.t("transfer.targetHint"),
                        lengthMax: 12, width: .medium),
                    .text("detail", label: context.t("filing.address"), isOptional: true),
                    .date("day", label: context.t("family.since")),
                ]
            }
        },
        FamilyAct<FamilyFileScene>("duty", roles: keepers) { reader, scene, call in
            let context = call.context
            let open = scene.view.duties.filter { $0.doneOn == nil }.map { String($0.id) }
            let duty = reader.choice("duty", label: context.t("family.duty"), among: open)
            let note = reader.text("note", label: context.t("family.howDone"))
            guard let duty = duty.flatMap({ Int64($0) }), let note else { return nil }
            return try await call.perform(
                SettleFamilyDuty(family: scene.view.row.id, duty: duty, note: note))
        }.with { act in
            act.fits = { scene in scene.view.duties.contains { $0.doneOn == nil } }
            act.fields = { scene, context in
                [
                    .select(
                        "duty", label: context.t("family.duty"),
                        scene.view.duties.filter { $0.doneOn == nil }.map {
                            Field.Choice(String($0.id), context.t("duty.\($0.duty.rawValue)"))
                        }),
                    .text("note", label: context.t("family.howDone")),
                ]
            }
        },
    ]

    static let all = members + file
}
