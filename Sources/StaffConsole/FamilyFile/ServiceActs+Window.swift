import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The one window: hand-overs to departments, promises in place of papers, mandates.
extension ServiceActs {
    static let window: [Act] = [together, handOver, handOverAnswer, promise, promiseCheck, mandate, mandateRevoke]

    private static let together = Act("together", roles: [.townshipClerk]) { reader, scene, call in
        let context = call.context
        let need = reader.text("need", label: context.t("handover.need"), lengthMax: 500)
        guard let need else { return nil }
        let values = reader.state.values
        return try await call.perform(
            ApplyTogether(
                caseID: scene.caseID, items: values.all("items"), need: need, isAgreed: reader.isTicked("isAgreed")))
    }.with { act in
        act.fields = { scene, context in
            let running = Set(scene.view.handovers.filter { [.sent, .taken].contains($0.state) }.map(\.item))
            let items = scene.view.terms.owners.filter { !running.contains($0.key) }.sorted {
                (scene.view.linked.contains($0.key) ? 0 : 1, $0.key)
                    < (scene.view.linked.contains($1.key) ? 0 : 1, $1.key)
            }
            return [
                .checkboxes(
                    "items", label: context.t("together.items"), hint: context.t("together.itemsHint"),
                    items.map { item, owner in
                        Field.Choice(
                            item, "\(context.t("item.\(item)")) · \(owner)",
                            hint: scene.view.linked.contains(item) ? context.t("together.possible") : nil)
                    }),
                .textarea("need", label: context.t("handover.need"), lengthMax: 500),
                .checkboxes(
                    "isAgreed", label: context.t("handover.agreement"),
                    [Field.Choice("yes", context.t("together.agreed"))]),
            ]
        }
    }

    private static let handOver = Act("handover", roles: [.townshipClerk]) { reader, scene, call in
        let context = call.context
        let item = reader.choice(
            "item", label: context.t("handover.item"), among: scene.view.terms.owners.keys.sorted())
        let need = reader.text("need", label: context.t("handover.need"), lengthMax: 500)
        let isAgreed = reader.isTicked("isAgreed")
        guard let item, let need else { return nil }
        return try await call.perform(
            HandOverItem(caseID: scene.caseID, item: item, need: need, isAgreed: isAgreed))
    }.with { act in
        act.fields = { scene, context in
            [
                .select(
                    "item", label: context.t("handover.item"),
                    scene.view.terms.owners.sorted { $0.key < $1.key }.map {
                        Field.Choice($0.key, "\(context.t("item.\($0.key)")) · \($0.value)")
                    }),
                .textarea("need", label: context.t("handover.need"), lengthMax: 500),
                .checkboxes(
                    "isAgreed", label: context.t("handover.agreement"),
                    [Field.Choice("yes", context.t("handover.agreed"))]),
            ]
        }
    }

    private static let handOverAnswer = Act("handover-answer", roles: [.townshipClerk]) { reader, scene, call in
        let context = call.context
        let open = scene.view.handovers.filter { !$0.state.next.isEmpty }.map(\.id.text)
        let id = reader.choice("handover", label: context.t("handover.item"), among: open)
        let state = reader.choice("state", label: context.t("handover.result"), as: HandoverState.self)
        let answer = reader.text("answer", label: context.t("handover.answer"), lengthMax: 500)
        guard let id = id.flatMap({ HandoverID(text: $0) }), let state, let answer else { return nil }
        return try await call.perform(AnswerHandover(handover: id, state: state, answer: answer))
    }.with { act in
        act.fits = { scene in scene.view.handovers.contains { !$0.state.next.isEmpty } }
        act.fields = { scene, context in
            [
                .select(
                    "handover", label: context.t("handover.item"),
                    scene.view.handovers.filter { !$0.state.next.isEmpty }.map {
                        Field.Choice($0.id.text, "\(context.t("item.\($0.item)")) · \($0.department)")
                    }),
                .radios(
                    "state", label: context.t("handover.result"),
                    [HandoverState.taken, .done, .returned].map {
                        Field.Choice($0.rawValue, context.t("handoverState.\($0.rawValue)"))
                    }),
                .textarea("answer", label: context.t("handover.answer"), lengthMax: 500),
            ]
        }
    }

    private static let promise = Act("promise", roles: [.townshipClerk]) { reader, scene, call in
        let context = call.context
        let item = reader.choice("item", label: context.t("promise.item"), among: scene.view.terms.promises.value)
        let statement = reader.text("statement", label: context.t("promise.statement"), lengthMax: 500)
        let number = reader.choice(
            "signer", label: context.t("promise.signer"), among: scene.view.members.map { String($0.number) })
        let isInformed = reader.isTicked("isInformed")
        guard let item, let statement, let number else { return nil }
        let signer = scene.view.members.first { String($0.number) == number }?.name ?? ""
        return try await call.perform(
            TakePromise(
                caseID: scene.caseID, item: item, statement: statement, signer: signer, isInformed: isInformed))
    }.with { act in
        act.fields = { scene, context in
            [
                .select(
                    "item", label: context.t("promise.item"),
                    scene.view.terms.promises.value.map { Field.Choice($0, $0) }),
                .textarea("statement", label: context.t("promise.statement"), lengthMax: 500),
                .select("signer", label: context.t("promise.signer"), scene.people),
                .checkboxes(
                    "isInformed", label: context.t("promise.informed"),
                    [Field.Choice("yes", context.t("promise.informedYes"))]),
            ]
        }
    }

    private static let promiseCheck = Act("promise-check", roles: [.townshipClerk, .townshipReviewer]) {
        reader, scene, call in
        let context = call.context
        let open = scene.view.promises.filter { $0.state == .promised }.map(\.id.text)
        let id = reader.choice("promise", label: context.t("promise.item"), among: open)
        let isTrue = reader.choice("isTrue", label: context.t("promise.result"), among: ["yes", "no"])
        let finding = reader.text("finding", label: context.t("promise.finding"), lengthMax: 500)
        guard let id = id.flatMap({ CommitmentID(text: $0) }), let isTrue, let finding else { return nil }
        return try await call.perform(CheckPromise(promise: id, isTrue: isTrue == "yes", finding: finding))
    }.with { act in
        act.fits = { scene in scene.view.promises.contains { $0.state == .promised } }
        act.fields = { scene, context in
            [
                .select(
                    "promise", label: context.t("promise.item"),
                    scene.view.promises.filter { $0.state == .promised }.map { Field.Choice($0.id.text, $0.item) }),
                .radios(
                    "isTrue", label: context.t("promise.result"),
                    [
                        Field.Choice("yes", context.t("promiseState.proved")),
                        Field.Choice("no", context.t("promiseState.false")),
                    ]),
                .textarea("finding", label: context.t("promise.finding"), lengthMax: 500),
            ]
        }
    }

    private static let mandate = Act("mandate", roles: [.townshipClerk, .aide]) { reader, scene, call in
        guard let content = MandateForm.read(&reader, call) else { return nil }
        return try await call.perform(RecordMandate(owner: .file(scene.caseID), content: content))
    }.with { act in
        act.fields = { _, context in MandateForm.fields(context) }
    }

    private static let mandateRevoke = Act("mandate-revoke", roles: [.townshipClerk, .aide]) { reader, scene, call in
        let open = scene.view.mandates.filter { $0.revokedOn == nil }.map(\.id.text)
        let id = reader.choice("mandate", label: call.context.t("mandate.title"), among: open)
        guard let id = id.flatMap({ MandateID(text: $0) }) else { return nil }
        return try await call.perform(RevokeMandate(mandate: id))
    }.with { act in
        act.isDangerous = true
        act.fits = { scene in scene.view.mandates.contains { $0.revokedOn == nil } }
        act.fields = { scene, context in
            [
                .select(
                    "mandate", label: context.t("mandate.title"),
                    scene.view.mandates.filter { $0.revokedOn == nil }.map {
                        Field.Choice(
                            $0.id.text,
                            "\(Masking.name($0.content.agentName)) \(context.t("agency.\($0.mandate.kind.rawValue)"))")
                    })
            ]
        }
    }
}

/// The questions of a mandate, at a draft and at a case.
enum MandateForm {
    /// What a family may leave to an agent.
    static let events: [CaseEventKind] = [.submit, .answerSupplement, .withdraw]

    static func fields(_ context: BackstopContext) -> [Field] {
        [
            .radios(
                "kind", label: context.t("mandate.kind"),
                AgencyKind.allCases.map {
                    Field.Choice(
                        $0.rawValue, context.t("agency.\($0.rawValue)"), hint: context.t("agencyHint.\($0.rawValue)"))
                }),
            .radios(
                "who", label: context.t("mandate.who"),
                ["me", "other"].map { Field.Choice($0, context.t("mandateWho.\($0)")) }),
            .text("agentName", label: context.t("mandate.name"), isOptional: true, lengthMax: 40, width: .medium),
            .phone("agentPhone", label: context.t("mandate.phone"), isOptional: true),
            .text("relation", label: context.t("mandate.relation"), isOptional: true, lengthMax: 40, width: .medium),
            .checkboxes(
                "events", label: context.t("mandate.events"),
                events.map { Field.Choice($0.rawValue, context.t("event.\($0.rawValue)")) }),
            .date("from", label: context.t("mandate.from")), .date("through", label: context.t("mandate.through")),
            .text(
                "paper", label: context.t("mandate.paper"), hint: context.t("mandate.paperHint"), isOptional: true),
        ]
    }

    static func read(_ reader: inout FormReader, _ call: FamilyCall) -> MandateContent? {
        let context = call.context
        let kind = reader.choice("kind", label: context.t("mandate.kind"), as: AgencyKind.self)
        let who = reader.choice("who", label: context.t("mandate.who"), among: ["me", "other"])
        let name = reader.text("agentName", label: context.t("mandate.name"), isRequired: who == "other", lengthMax: 40)
        let phone = reader.phone("agentPhone", label: context.t("mandate.phone"), isRequired: who == "other")
        let relation = reader.text("relation", label: context.t("mandate.relation"), isRequired: false, lengthMax: 40)
        let from = reader.date("from", label: context.t("mandate.from"))
        let through = reader.date("through", label: context.t("mandate.through"))
        let paper = reader.text("paper", label: context.t("mandate.paper"), isRequired: false)
        guard reader.state.isValid, let kind, let who, let from, let through,
            let actor = try? call.desk.actor(context)
        else { return nil }
        let chosen = Set(reader.state.values.all("events").compactMap(CaseEventKind.init))
        let isSelf = who == "me"
        return MandateContent(
            mandate: AgencyMandate(
                kind: kind, events: chosen.intersection(events), from: from, through: through,
                isSigned: paper != nil, agent: isSelf ? actor.staffID : nil),
            agentName: isSelf ? actor.name : name ?? "", agentPhone: phone ?? "",
            relation: isSelf ? actor.role.name(context) : relation ?? "", paper: paper ?? "")
    }
}
