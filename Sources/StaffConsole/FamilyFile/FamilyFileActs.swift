import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What can be done to a family's file.
enum FamilyFileActs {
    static let keepers: [Role] = [.townshipClerk, .townshipReviewer]

    static let members: [FamilyAct<FamilyFileScene>] = [
        FamilyAct<FamilyFileScene>("join", roles: keepers) { reader, scene, call in
            let context = call.context
            let name = reader.text("name", label: context.t("case.name"), lengthMax: 40)
            let id = reader.citizenID("idNumber", label: context.t("filing.idNumber"))
            let relation = reader.choice("relation", label: context.t("case.relation"), as: MemberRelation.self)
            let cause = reader.choice("cause", label: context.t("family.cause"), as: JoiningCause.self)
            let day = reader.date("day", label: context.t("family.day"))
            let health = reader.choice("health", label: context.t("case.health"), as: HealthCondition.self)
            let work = reader.choice("work", label: context.t("case.work"), as: Employment.self)
            let able = reader.choice("able", label: context.t("family.able"), among: ["yes", "no"])
            let why = FamilyWhy.read(&reader, context)
            guard let name, let id, let relation, let cause, let day, let health, let work, let able, let why else {
                return nil
            }
            let member = DeclaredMember(
                number: 0, name: name, idNumber: id.text, relation: relation, health: health,
                isAbleToWork: able == "yes", employment: work)
            return try await call.perform(
                RecordJoining(
                    family: scene.view.row.id, seenVersion: call.seenVersion, member: member, cause: cause, day: day,
                    reason: why.reason, evidence: why.evidence))
        }.with { act in
            act.fields = { _, context in
                let words = CaseWords(context)
                return [
                    .text("name", label: context.t("case.name"), lengthMax: 40, width: .medium),
                    .text("idNumber", label: context.t("filing.idNumber"), lengthMax: 18, width: .medium),
                    .select(
                        "relation", label: context.t("case.relation"),
                        MemberRelation.allCases.filter { $0 != .applicant }.map {
                            Field.Choice($0.rawValue, words.relation($0))
                        }),
                    .select(
                        "cause", label: context.t("family.cause"),
                        JoiningCause.allCases.map { Field.Choice($0.rawValue, context.t("joining.\($0.rawValue)")) }),
                    .date("day", label: context.t("family.day"), hint: context.t("family.joinDayHint")),
                    .select("health", label: context.t("case.health"), words.choices(HealthCondition.self, "health")),
                    .select("work", label: context.t("case.work"), words.choices(Employment.self, "work")),
                    .radios("able", label: context.t("family.able"), words.yesNo),
                ] + FamilyWhy.fields(context)
            }
        },
        leaving("death", isDeath: true), leaving("leave", isDeath: false),
        FamilyAct<FamilyFileScene>("relations", roles: keepers) { reader, scene, call in
            var relations: [PersonID: MemberRelation] = [:]
            for stay in scene.view.present {
                let label = Masking.name(stay.person.name)
                let key = "relation-\(stay.person.id.text)"
                relations[stay.person.id] = reader.choice(key, label: label, as: MemberRelation.self)
            }
            guard reader.state.isValid else { return nil }
            return try await call.perform(
                RestateRelations(family: scene.view.row.id, seenVersion: call.seenVersion, relations: relations))
        }.with { act in
            act.fits = { $0.view.present.count > 1 }
            act.fields = { scene, context in
                scene.view.present.map { stay in
                    .select(
                        "relation-\(stay.person.id.text)",
                        label: "\(Masking.name(stay.person.name)) \(stay.person.lastFour)",
                        CaseWords(context).choices(MemberRelation.self, "relation"))
                }
            }
        },
    ]

    private static func leaving(_ path: String, isDeath: Bool) -> FamilyAct<FamilyFileScene> {
        FamilyAct<FamilyFileScene>(path, roles: keepers) { reader, scene, call in
            let context = call.context
            let person = reader.choice(
                "person", label: context.t("family.person"), among: scene.view.present.map(\.person.id.text))
            let cause =
                isDeath ? nil : reader.choice("cause", label: context.t("family.cause"), as: LeavingCause.self)
            let day = reader.date("day", label: context.t(isDeath ? "family.deathDay" : "family.lastDay"))
            let why = FamilyWhy.read(&reader, context)
            let successor = reader.state.values.text("successor").flatMap { PersonID(text: $0) }
            guard let person = person.flatMap({ PersonID(text: $0) }), isDeath || cause != nil, let day, let why else {
                return nil
            }
            return try await call.perform(
                RecordLeaving(
                    family: scene.view.row.id, seenVersion: call.seenVersion, person: person, cause: cause, day: day,
                    successor: successor, reason: why.reason, evidence: why.evidence))
        }.with { act in
            act.isDangerous = true
            act.fits = { $0.view.present.count > 1 }
            act.fields = { scene, context in
                [.select("person", label: context.t("family.person"), scene.people(context))]
                    + (isDeath
                        ? []
                        : [
                            .select(
                                "cause", label: context.t("family.cause"),
                                LeavingCause.allCases.map {
                                    Field.Choice($0.rawValue, context.t("leaving.\($0.rawValue)"))
                                })
                        ])
                    + [
                        .date("day", label: context.t(isDeath ? "family.deathDay" : "family.lastDay")),
                        .select(
                            "successor", label: context.t("family.successor"), hint: context.t("family.successorHint"),
                            isOptional: true, scene.successors(context)),
                    ] + FamilyWhy.fields(context)
            }
        }
    }
}
