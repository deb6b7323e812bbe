import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Looking into the household's circumstances.
extension CaseStep {
    static let inquiry: [CaseStep] = [
        CaseStep("investigate", .startInvestigation) { _, call in
            let reasons = try await call.perform(
                StartInvestigation(caseID: call.caseID, seenVersion: call.seenVersion))
            if reasons == nil { await call.compareSoon() }
            return reasons
        }.with { $0.summary = fileSummary },
        CaseStep("compare", nil, roles: [.verificationOfficer]) { _, call in
            let outcome = try await call.desk.bureau.compare(
                call.caseID, as: .staff(call.desk.actor(call.context)))
            return outcome.value == nil ? outcome.reasons : nil
        },
        visitStep("visit", .visitRecorded, purposes: [.investigation, .recheck]),
        visitStep("county-visit", .countyVisitRecorded, purposes: [.county]),
    ]

    private static func visitStep(_ path: String, _ event: CaseEventKind, purposes: [VisitPurpose]) -> CaseStep {
        CaseStep(path, event) { reader, call in
            let context = call.context
            let purpose = reader.choice(
                "purpose", label: context.t("visit.purpose"), among: purposes.map(\.rawValue))
            let day = reader.date("day", label: context.t("visit.day"))
            let living = reader.text("livingConditions", label: context.t("visit.living"), lengthMax: 2_000)
            let second = reader.second(of: "visit", call)
            let members = call.scene.view.members.map { reader.visited($0, context) }
            guard let files = try await call.attach(["photo1", "photo2", "photo3"], purpose: .visitPhoto, &reader),
                let day, let living, let second, let purpose = purpose.flatMap(VisitPurpose.init(rawValue:)),
                reader.state.isValid
            else { return nil }
            let values = reader.state.values
            return try await call.perform(
                RecordVisit(
                    caseID: call.caseID, seenVersion: call.seenVersion, purpose: purpose, visitedOn: day,
                    secondVisitor: second, householdSigner: values.text("householdSigner") ?? "",
                    findings: VisitFindings(
                        livingConditions: living, housing: values.text("housing") ?? "",
                        incomeRemarks: values.text("incomeRemarks") ?? "", members: members, photoIDs: files,
                        visitorsSigned: values.text("visitorsSigned") != nil, position: values.position,
                        placeNote: values.text("placeNote") ?? "", neighbours: values.neighbours)))
        }.with { step in
            step.takesFiles = true
            step.needsColleagues = true
            step.fields = { scene, context in visitFields(scene, purposes, context) }
            step.summary = { scene, context in
                [
                    SummaryRow(context.t("case.place"), scene.view.place.joined(separator: " ")),
                    SummaryRow(context.t("case.members"), scene.view.members.map(\.nameMasked).joined(separator: "、")),
                ]
            }
        }
    }

    private static func visitFields(
        _ scene: CaseScene, _ purposes: [VisitPurpose], _ context: BackstopContext
    ) -> [Field] {
        let words = CaseWords(context)
        let head: [Field] = [
            .radios(
                "purpose", label: context.t("visit.purpose"),
                purposes.map { Field.Choice($0.rawValue, context.t("visitPurpose.\($0.rawValue)")) }),
            .date("day", label: context.t("visit.day")),
        ]
        let living: [Field] = [
            .textarea("livingConditions", label: context.t("visit.living"), hint: context.t("visit.livingHint")),
            .textarea("housing", label: context.t("visit.housing"), isOptional: true),
            .textarea("incomeRemarks", label: context.t("visit.income"), isOptional: true),
        ]
        let questions = scene.view.members.flatMap { member -> [Field] in
            func label(_ key: String) -> String { "\(member.nameMasked)：\(context.t(key))" }
            let number = member.number
            return [
                .radios("seen-\(number)", label: label("visit.seen"), isOptional: true, words.yesNo),
                .radios("ill-\(number)", label: label("visit.ill"), isOptional: true, words.answers),
                .radios("able-\(number)", label: label("visit.able"), isOptional: true, words.answers),
                .radios("carer-\(number)", label: label("visit.carer"), isOptional: true, words.answers),
                .select(
                    "work-\(number)", label: label("visit.work"), isOptional: true,
                    words.choices(Casework.Employment.self, "work")),
                .text("note-\(number)", label: label("visit.note"), isOptional: true),
            ]
        }
        return head + secondFields(of: "visit", scene, context) + living + questions + neighbourFields(context)
            + photoFields(context) + [
                .text(
                    "placeNote", label: context.t("visit.place"), hint: context.t("visit.placeHint"), isOptional: true,
                    width: .medium),
                .hidden("latitude"), .hidden("longitude"),
                .text(
                    "householdSigner", label: context.t("visit.signer"), hint: context.t("visit.signerHint"),
                    isOptional: true, lengthMax: 40, width: .medium),
                .checkboxes(
                    "visitorsSigned", label: context.t("visit.signed"),
                    [Field.Choice("yes", context.t("visit.bothSigned"))]),
            ]
    }
}

extension FormReader {
    /// The second person of a task, named by its words: a colleague of the list, or a name.
    mutating func second(of task: String, _ call: StepCall) -> SecondVisitor? {
        if let id = state.values.text("second").flatMap({ StaffID(text: $0) }) { return .staff(id) }
        return text("secondName", label: call.context.t("\(task).second"), lengthMax: 40).map { .named($0) }
    }

    /// What was seen of a member; an answer left out is "could not tell".
    fileprivate func visited(_ member: CaseMemberView, _ context: BackstopContext) -> VisitedMember {
        func answer(_ name: String) -> Bool? {
            switch state.values.text("\(name)-\(member.number)") {
            case "yes": true
            case "no": false
            default: nil
            }
        }
        return VisitedMember(
            number: member.number, wasSeen: answer("seen"), isSeriouslyIll: answer("ill"),
            isAbleToWork: answer("able"), isCarer: answer("carer"),
            employment: state.values.text("work-\(member.number)").flatMap(Casework.Employment.init(rawValue:)),
            note: state.values.text("note-\(member.number)") ?? "")
    }
}

extension StepCall {
    /// Lets the comparison begin at once, and waits up to a second for it; the page says how far it is otherwise.
    func compareSoon() async {
        let (bureau, id, actor) = (desk.bureau, caseID, try? desk.actor(context))
        guard let actor else { return }
        Task { _ = try? await bureau.runJobs(holder: "desk-\(actor.staffID.text)", kinds: [.comparison], limit: 3) }
        for _ in 0..<10 {
            try? await Task.sleep(for: .milliseconds(100))
            let count = try? await bureau.view(as: .staff(actor)) { try $0.store.reports(of: id, in: $0.scope).count }
            if (count ?? 0) > 0 { return }
        }
    }
}
