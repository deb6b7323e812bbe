import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A case conference, and what was done of it.
extension CaseStep {
    private static let seats = 1...4
    private static let items = 1...3

    static let conferenceSteps: [CaseStep] = [
        CaseStep("conference", nil, roles: [.countyReviewer]) { reader, call in
            let context = call.context
            let ground = reader.text("ground", label: context.t("conference.ground"), lengthMax: 500)
            let day = reader.date("day", label: context.t("conference.day"))
            let minutes = reader.text("minutes", label: context.t("conference.minutes"), lengthMax: 2_000)
            let through = reader.date("through", label: context.t("conference.through"))
            let people = participants(&reader, context)
            let acts = undertakings(&reader, context)
            guard let ground, let day, let minutes, let through, reader.state.isValid else { return nil }
            return try await call.perform(
                RecordConference(
                    caseID: call.caseID,
                    conference: CaseConference(
                        ground: ground, on: day,
                        chair: reader.state.values.text("chair").flatMap { StaffID(text: $0) }, participants: people,
                        minutes: minutes, undertakings: acts, validThrough: through)))
        }.with { step in
            step.needsColleagues = true
            step.fields = conferenceFields
        },
        CaseStep("finish-item", nil, roles: [.countyReviewer, .townshipReviewer, .townshipClerk]) { reader, call in
            let open = call.scene.fast.undertakings.filter { $0.doneOn == nil }
            let chosen = reader.choice("item", label: call.context.t("conference.item"), among: open.map(\.id.text))
            let note = reader.text("note", label: call.context.t("conference.done"), lengthMax: 500)
            guard let id = chosen.flatMap({ UndertakingID(text: $0) }), let note else { return nil }
            return try await call.perform(FinishUndertaking(undertakingID: id, note: note))
        }.with { step in
            step.fields = { scene, context in
                [
                    .radios(
                        "item", label: context.t("conference.item"),
                        scene.fast.undertakings.filter { $0.doneOn == nil }.map {
                            Field.Choice(
                                $0.id.text, "\($0.undertaking.department)：\($0.undertaking.act)",
                                hint: Formats(context).date($0.undertaking.due))
                        }),
                    .textarea("note", label: context.t("conference.done"), lengthMax: 500),
                ]
            }
        },
    ]

    private static func participants(
        _ reader: inout FormReader, _ context: BackstopContext
    ) -> [ConferenceParticipant] {
        seats.compactMap { seat in
            let values = reader.state.values
            let (department, name) = (values.text("department\(seat)") ?? "", values.text("name\(seat)") ?? "")
            guard !department.isEmpty || !name.isEmpty else { return nil }
            if department.isEmpty { reader.add("department\(seat)", context.t("conference.departmentMissing")) }
            if name.isEmpty { reader.add("name\(seat)", context.t("conference.nameMissing")) }
            return ConferenceParticipant(
                department: department, name: name, hasSigned: values.all("signed").contains(String(seat)))
        }
    }

    private static func undertakings(
        _ reader: inout FormReader, _ context: BackstopContext
    ) -> [ConferenceUndertaking] {
        items.compactMap { item in
            let values = reader.state.values
            let (who, act) = (values.text("who\(item)") ?? "", values.text("act\(item)") ?? "")
            guard !who.isEmpty || !act.isEmpty else { return nil }
            guard let due = reader.date("due\(item)", label: context.t("conference.due")) else { return nil }
            return ConferenceUndertaking(department: who, act: act, due: due)
        }
    }

    private static func conferenceFields(_ scene: CaseScene, _ context: BackstopContext) -> [Field] {
        func label(_ key: String, _ number: Int) -> String { context.t(key, ["number": String(number)]) }
        let head: [Field] = [
            .textarea(
                "ground", label: context.t("conference.ground"), hint: context.t("conference.groundHint"),
                lengthMax: 500),
            .date("day", label: context.t("conference.day")),
            .select(
                "chair", label: context.t("conference.chair"),
                scene.colleagues.map {
                    Field.Choice($0.id.text, "\($0.name)（\($0.posts.first?.role.name(context) ?? "")）")
                }),
        ]
        let table = seats.flatMap { seat -> [Field] in
            [
                .text(
                    "department\(seat)", label: label("conference.department", seat), isOptional: seat > 2,
                    lengthMax: 40, width: .medium),
                .text(
                    "name\(seat)", label: label("conference.name", seat), isOptional: seat > 2, lengthMax: 40,
                    width: .medium),
            ]
        }
        let signed = Field.checkboxes(
            "signed", label: context.t("conference.signed"),
            seats.map { Field.Choice(String($0), label("conference.signedBy", $0)) })
        let acts = items.flatMap { item -> [Field] in
            [
                .text(
                    "who\(item)", label: label("conference.who", item), isOptional: item > 1, lengthMax: 40,
                    width: .medium),
                .text("act\(item)", label: label("conference.act", item), isOptional: item > 1, lengthMax: 200),
                .date("due\(item)", label: label("conference.dueOf", item), isOptional: item > 1),
            ]
        }
        return head + table + [signed, .textarea("minutes", label: context.t("conference.minutes"))] + acts + [
            .date("through", label: context.t("conference.through"), hint: context.t("conference.throughHint"))
        ]
    }
}
