import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Ends before a decision, and duties beside the procedure.
extension CaseStep {
    static let ends: [CaseStep] = [
        CaseStep("withdraw", .withdraw) { reader, call in
            let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 500)
            let hand = reader.hand(call.context)
            guard let reason, let hand else { return nil }
            return try await call.perform(
                WithdrawCase(caseID: call.caseID, seenVersion: call.seenVersion, reason: reason, hand: hand))
        }.with { step in
            step.isEnd = true
            step.needsColleagues = true
            step.fields = { scene, context in
                handField(.withdraw)(scene, context) + reasonOnly(scene, context)
            }
        },
        CaseStep("no-cooperation", .endNonCooperation) { reader, call in
            let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 500)
            guard let reason else { return nil }
            return try await call.perform(
                EndForNonCooperation(caseID: call.caseID, seenVersion: call.seenVersion, reason: reason))
        }.with { step in
            step.isEnd = true
            step.fields = reasonOnly
        },
        CaseStep("death", .endDeath) { reader, call in
            let day = reader.date("day", label: call.context.t("end.day"))
            let source = reader.text("source", label: call.context.t("end.source"))
            guard let day, let source else { return nil }
            return try await call.perform(
                EndForDeath(caseID: call.caseID, seenVersion: call.seenVersion, day: day, source: source))
        }.with { step in
            step.isEnd = true
            step.fields = { _, context in
                [.date("day", label: context.t("end.day")), sourceField(context)]
            }
        },
        CaseStep("moved", .endMoved) { reader, call in
            let target = reader.region("target", label: call.context.t("transfer.target"))
            let source = reader.text("source", label: call.context.t("end.source"))
            guard let target, let source else { return nil }
            return try await call.perform(
                EndForMove(caseID: call.caseID, seenVersion: call.seenVersion, target: target, source: source))
        }.with { step in
            step.isEnd = true
            step.fields = { _, context in
                [
                    .text(
                        "target", label: context.t("transfer.target"), hint: context.t("transfer.targetHint"),
                        lengthMax: 12, width: .medium), sourceField(context),
                ]
            }
        },
    ]

    static let duties: [CaseStep] = [
        CaseStep("assign", nil, roles: [.townshipClerk, .townshipReviewer, .countyReviewer]) { reader, call in
            let staff = reader.state.values.text("staffID").flatMap { StaffID(text: $0) }
            return try await call.perform(AssignCases(caseIDs: [call.caseID], staffID: staff))
        }.with { step in
            step.needsColleagues = true
            step.fields = { scene, context in
                [
                    .select(
                        "staffID", label: context.t("assign.staff"), hint: context.t("assign.hint"), isOptional: true,
                        colleagues(scene, context))
                ]
            }
        },
        CaseStep("relative", nil, roles: Posts.casework) { reader, call in
            let relation = reader.text("relation", label: call.context.t("relative.relation"), lengthMax: 100)
            guard let id = reader.state.values.text("staffID").flatMap({ StaffID(text: $0) }) else {
                reader.add("staffID", call.context.t("form.choose", ["label": call.context.t("relative.staff")]))
                return nil
            }
            guard let relation else { return nil }
            return try await call.perform(
                DeclareRelative(
                    caseID: call.caseID, staffID: id, relation: relation,
                    caseMemberID: reader.state.values.text("member").flatMap { CaseMemberID(text: $0) },
                    kinship: reader.state.values.text("kinship").flatMap(Kinship.init(rawValue:))))
        }.with { step in
            step.needsColleagues = true
            step.fields = { scene, context in
                [
                    .select("staffID", label: context.t("relative.staff"), colleagues(scene, context)),
                    .text("relation", label: context.t("relative.relation"), lengthMax: 100, width: .medium),
                    .select(
                        "member", label: context.t("relatives.member"), hint: context.t("relatives.memberHint"),
                        isOptional: true, scene.view.members.map { .init($0.id.text, $0.nameMasked) }),
                    .select(
                        "kinship", label: context.t("relatives.kinship"), isOptional: true,
                        Kinship.allCases.map { .init($0.rawValue, CaseWords(context).kinship($0)) }),
                ]
            }
        },
    ]

    /// Recording that a child is an orphan or without a carer: such a household is not posted.
    static let recognition = CaseStep(
        "recognise", nil, roles: [.townshipClerk, .townshipReviewer, .countyReviewer]
    ) { reader, call in
        let context = call.context
        let children = minors(call.scene)
        let chosen = reader.choice(
            "member", label: context.t("recognise.member"), among: children.map(\.id.text))
        let kind = reader.choice(
            "kind", label: context.t("recognise.kind"), among: RecogniseChild.kinds.map(\.rawValue) + ["none"])
        let basis = reader.text("basis", label: context.t("recognise.basis"), lengthMax: 200)
        guard let files = try await call.attach(["photo1"], purpose: .other, &reader), let kind, let basis,
            let member = chosen.flatMap({ CaseMemberID(text: $0) }), reader.state.isValid
        else { return nil }
        return try await call.perform(
            RecogniseChild(
                caseID: call.caseID, caseMemberID: member, kind: NoticeExemption(rawValue: kind), basis: basis,
                evidenceID: files.last))
    }.with { step in
        step.takesFiles = true
        step.fields = { scene, context in
            [
                .radios(
                    "member", label: context.t("recognise.member"),
                    minors(scene).map {
                        Field.Choice($0.id.text, "\($0.nameMasked)（\(CaseWords(context).age($0.age))）")
                    }
                ),
                .radios(
                    "kind", label: context.t("recognise.kind"),
                    (RecogniseChild.kinds.map(\.rawValue) + ["none"]).map {
                        Field.Choice($0, context.t("recognise.\($0)"))
                    }),
                .text(
                    "basis", label: context.t("recognise.basis"), hint: context.t("recognise.basisHint"),
                    lengthMax: 200),
                .photo("photo1", label: context.t("recognise.photo"), isOptional: true),
            ]
        }
    }

    static func minors(_ scene: CaseScene) -> [CaseMemberView] { scene.view.members.filter { $0.age < 18 } }

    private static let reasonOnly: @Sendable (CaseScene, BackstopContext) -> [Field] = { _, context in
        [.textarea("reason", label: context.t("step.reason"), lengthMax: 500)]
    }

    private static func sourceField(_ context: BackstopContext) -> Field {
        .text("source", label: context.t("end.source"), hint: context.t("end.sourceHint"))
    }

    static func colleagues(_ scene: CaseScene, _ context: BackstopContext) -> [Field.Choice] {
        scene.colleagues.map { line in
            Field.Choice(line.id.text, "\(line.name)（\(line.posts.first?.role.name(context) ?? "")）")
        }
    }
}
