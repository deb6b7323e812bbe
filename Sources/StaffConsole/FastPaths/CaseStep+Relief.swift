import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Aid first, conferences, medical aid on application, and the entry of a broken promise.
extension CaseStep {
    static let reliefFirst: [CaseStep] = [
        CaseStep("pay-first", .payFirst) { reader, call in
            let context = call.context
            let emergency = reader.choice("emergency", label: context.t("aid.emergency"), as: EmergencyKind.self)
            let day = reader.date("reportedOn", label: context.t("aid.reportedOn"))
            let hour = reader.integer("reportedHour", label: context.t("aid.reportedHour"), in: 0...23)
            let amount = reader.money("amount", label: context.t("aid.amount"))
            let recipient = reader.text("recipient", label: context.t("aid.recipient"), lengthMax: 60)
            let consent = reader.state.values.text("consent") ?? ""
            guard let emergency, let day, let hour, let amount, let recipient else { return nil }
            let reported = Instant(chinaDate: day, hour: Int(hour), minute: 0, second: 0)
            return try await call.perform(
                PayFirst(
                    caseID: call.caseID, seenVersion: call.seenVersion, reportedAt: reported, emergency: emergency,
                    amount: amount, recipient: recipient,
                    recipientSigns: reader.state.values.all("signs").contains("yes"),
                    witnesses: reader.lines("witnesses"), countyConsent: consent))
        }.with { step in
            step.fields = { _, context in
                [
                    .radios(
                        "emergency", label: context.t("aid.emergency"),
                        CaseWords(context).choices(EmergencyKind.self, "emergency")),
                    .date("reportedOn", label: context.t("aid.reportedOn")),
                    .number("reportedHour", label: context.t("aid.reportedHour"), unit: context.t("aid.hour")),
                    .number(
                        "amount", label: context.t("aid.amount"), unit: context.t("case.yuan"), hasDecimals: true),
                    .text("recipient", label: context.t("aid.recipient"), lengthMax: 60, width: .medium),
                    .checkboxes(
                        "signs", label: context.t("aid.signature"), [Field.Choice("yes", context.t("aid.signs"))]),
                    .textarea(
                        "witnesses", label: context.t("aid.witnesses"), hint: context.t("aid.witnessesHint"),
                        isOptional: true, lengthMax: 200),
                    .text(
                        "consent", label: context.t("aid.consent"), hint: context.t("aid.consentHint"),
                        isOptional: true, lengthMax: 60, width: .medium),
                ]
            }
        },
        CaseStep("aid-papers", nil, roles: [.townshipClerk, .townshipReviewer]) { reader, call in
            let papers = reader.state.values.all("papers").compactMap(AidFirstPaper.init(rawValue:))
            return try await call.perform(RecordAidPapers(caseID: call.caseID, papers: Set(papers)))
        }.with { step in
            step.fields = { _, context in
                [
                    .checkboxes(
                        "papers", label: context.t("aid.papersIn"),
                        CaseWords(context).choices(AidFirstPaper.self, "aidPaper"))
                ]
            }
        },
        CaseStep("close-aid", .completeBackfill) { _, call in
            try await call.perform(CompleteBackfill(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { step in
            step.summary = { scene, context in FastPathPanel(scene, context).aidRows }
        },
    ]

    static let medicalSteps: [CaseStep] = [
        CaseStep("medical-propose", nil, roles: [.townshipClerk, .townshipReviewer]) { reader, call in
            let patients = call.scene.view.members.map(\.id.text)
            let patient = reader.choice("patient", label: call.context.t("medical.patient"), among: patients)
            let opinion = reader.text("opinion", label: call.context.t("medical.opinion"), lengthMax: 2_000)
            guard let id = patient.flatMap({ CaseMemberID(text: $0) }), let opinion else { return nil }
            return try await call.perform(
                ProposeMedicalRecognition(caseID: call.caseID, patientID: id, opinion: opinion))
        }.with { step in
            step.fields = { scene, context in
                [
                    .radios(
                        "patient", label: context.t("medical.patient"),
                        scene.view.members.map {
                            Field.Choice($0.id.text, "\($0.nameMasked)（\(CaseWords(context).relation($0.relation))）")
                        }),
                    .textarea(
                        "opinion", label: context.t("medical.opinion"), hint: context.t("medical.opinionHint")),
                ]
            }
        },
        CaseStep("medical-decide", nil, roles: [.countyReviewer]) { reader, call in
            let answer = reader.choice("answer", label: call.context.t("medical.answer"), among: ["yes", "no"])
            guard let answer else { return nil }
            return try await call.perform(
                DecideMedicalRecognition(
                    caseID: call.caseID, isRecognised: answer == "yes",
                    text: reader.state.values.text("text") ?? ""))
        }.with { step in
            step.showsEvidence = true
            step.summary = { scene, context in FastPathPanel(scene, context).recognitionRows }
            step.fields = { _, context in
                [
                    .radios(
                        "answer", label: context.t("medical.answer"),
                        ["yes", "no"].map { Field.Choice($0, context.t("medicalAnswer.\($0)")) }),
                    .textarea("text", label: context.t("fast.reason"), isOptional: true),
                ]
            }
        },
        CaseStep("medical-ack", nil, roles: [.countyReviewer, .townshipReviewer]) { reader, call in
            let receipt = reader.text("receipt", label: call.context.t("medical.receipt"), lengthMax: 100)
            let waiting = call.scene.fast.medicalNotices.filter { $0.handOver.acknowledgedAt == nil }
            let chosen = reader.choice(
                "notice", label: call.context.t("medical.notice"), among: waiting.map(\.id.text))
            guard let receipt, let id = chosen.flatMap({ MedicalNoticeID(text: $0) }) else { return nil }
            return try await call.perform(AcknowledgeByHand(noticeID: id, receipt: receipt))
        }.with { step in
            step.fields = { scene, context in
                let waiting = scene.fast.medicalNotices.filter { $0.handOver.acknowledgedAt == nil }
                return [
                    .radios(
                        "notice", label: context.t("medical.notice"),
                        waiting.map {
                            Field.Choice(
                                $0.id.text,
                                "\(context.t("medicalKind.\($0.kind.rawValue)")) \(Formats(context).date($0.on))")
                        }),
                    .text(
                        "receipt", label: context.t("medical.receipt"), hint: context.t("medical.receiptHint"),
                        lengthMax: 100),
                ]
            }
        },
    ]

    static let creditSteps: [CaseStep] = [
        CaseStep("credit-step", nil, roles: [.townshipClerk, .countyReviewer]) { reader, call in
            guard let entry = call.scene.fast.credit else { return [.notFound] }
            let event = reader.choice("event", label: call.context.t("credit.event"), as: CreditEntryEvent.self)
            guard let event else { return nil }
            return try await call.perform(
                TakeCreditStep(entryID: entry.id, event: event, note: reader.state.values.text("note") ?? ""))
        }.with { step in
            step.summary = { scene, context in FastPathPanel(scene, context).creditRows }
            step.fields = { scene, context in
                [
                    .radios(
                        "event", label: context.t("credit.event"),
                        FastPathPanel(scene, context).creditEvents.map {
                            Field.Choice($0.rawValue, context.t("creditEvent.\($0.rawValue)"))
                        }),
                    .textarea(
                        "note", label: context.t("credit.note"), hint: context.t("credit.noteHint"), isOptional: true),
                ]
            }
        }
    ]
}
