import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The assessment of whether somebody looks after themselves (E04): six questions, two assessors, one form.
extension CaseStep {
    static let selfCare = CaseStep("self-care", nil, roles: Role.allCases.filter(AssessSelfCare.roles.contains)) {
        reader, call in
        let context = call.context
        let member = reader.choice(
            "member", label: context.t("selfCare.member"), among: call.scene.view.members.map { String($0.number) })
        let day = reader.date("day", label: context.t("selfCare.day"))
        let answers = SelfCareItem.allCases.map { item in
            (
                item,
                reader.choice(
                    item.rawValue, label: context.t("selfCareItem.\(item.rawValue)"), among: ["yes", "no"])
            )
        }
        let second = reader.second(of: "selfCare", call)
        guard let number = member.flatMap({ Int($0) }), let day, let second, reader.state.isValid else { return nil }
        return try await call.perform(
            AssessSelfCare(
                caseID: call.caseID, seenVersion: call.seenVersion, memberNumber: number,
                unable: Set(answers.filter { $0.1 == "no" }.map(\.0)), assessedOn: day, second: second))
    }.with { step in
        step.needsColleagues = true
        step.fields = { scene, context in
            let words = CaseWords(context)
            return [
                .radios(
                    "member", label: context.t("selfCare.member"),
                    scene.view.members.map { Field.Choice(String($0.number), $0.nameMasked) }),
                .date("day", label: context.t("selfCare.day")),
            ]
                + SelfCareItem.allCases.map {
                    .radios($0.rawValue, label: context.t("selfCareItem.\($0.rawValue)"), words.yesNo)
                } + secondFields(of: "selfCare", scene, context)
        }
    }

    /// The second person of a task, named by its words: a colleague of the list, or a name.
    static func secondFields(of task: String, _ scene: CaseScene, _ context: BackstopContext) -> [Field] {
        let people = scene.colleagues.map { line in
            Field.Choice(line.id.text, "\(line.name)（\(line.posts.first?.role.name(context) ?? "")）")
        }
        return [
            .select(
                "second", label: context.t("\(task).second"), hint: context.t("\(task).secondHint"), isOptional: true,
                people),
            .text(
                "secondName", label: context.t("\(task).secondName"), isOptional: true, lengthMax: 40, width: .medium),
        ]
    }
}
