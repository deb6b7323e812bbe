import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What can be done beside the procedure of a case: certificate, letters, and the move to another township.
enum ServiceActs {
    typealias Act = FamilyAct<ServiceScene>

    static let certificate: [Act] = [
        Act("certificate", roles: [.townshipClerk]) { reader, scene, call in
            let last = reader.date("validThrough", label: call.context.t("certificate.through"), isRequired: false)
            guard reader.state.isValid else { return nil }
            return try await call.perform(IssueCertificate(caseID: scene.caseID, validThrough: last))
        }.with { act in
            act.fits = { $0.view.row.state.isInForce && $0.view.currentCertificate == nil }
            act.fields = { _, context in [throughField(context)] }
        },
        Act("certificate-change", roles: [.townshipClerk]) { reader, scene, call in
            let context = call.context
            let offered = events(scene).map(\.rawValue)
            let event = reader.choice("event", label: context.t("certificate.event"), among: offered)
            let last = reader.date("validThrough", label: context.t("certificate.through"), isRequired: false)
            let reason = reader.text("reason", label: context.t("step.reason"), isRequired: false, lengthMax: 500)
            guard reader.state.isValid, let event = event.flatMap(CertificateEvent.init),
                let held = scene.view.currentCertificate
            else { return nil }
            return try await call.perform(
                ChangeCertificate(
                    certificate: held.row.id,
                    seenVersion: reader.state.values.text("held").flatMap { Int64($0) } ?? held.row.version,
                    event: event, validThrough: last, reason: reason ?? ""))
        }.with { act in
            act.fits = { $0.view.currentCertificate != nil }
            act.fields = { scene, context in
                [
                    .radios(
                        "event", label: context.t("certificate.event"),
                        events(scene).map { Field.Choice($0.rawValue, context.t("certificate.\($0.rawValue)")) }),
                    throughField(context),
                    .textarea(
                        "reason", label: context.t("step.reason"), hint: context.t("certificate.reasonHint"),
                        isOptional: true, lengthMax: 500),
                ]
            }
        },
    ]

    private static func events(_ scene: ServiceScene) -> [CertificateEvent] {
        guard let held = scene.view.currentCertificate else { return [] }
        return Certificate.lines.events(
            for: .townshipClerk, in: held.row.certificate.state, body: scene.view.row.competentBody)
    }

    private static func throughField(_ context: BackstopContext) -> Field {
        .date(
            "validThrough", label: context.t("certificate.through"), hint: context.t("certificate.throughHint"),
            isOptional: true)
    }

    static let letters: [Act] = [
        Act("letter", roles: [.townshipClerk, .countyReviewer]) { reader, scene, call in
            let office = reader.text("office", label: call.context.t("letter.reader"))
            let purpose = reader.text("purpose", label: call.context.t("letter.purpose"))
            guard let office, let purpose else { return nil }
            return try await call.perform(
                IssueStatusLetter(caseID: scene.caseID, office: office, purpose: purpose))
        }.with { act in
            act.fits = { $0.view.row.state.isInForce }
            act.fields = { _, context in
                [
                    .text("office", label: context.t("letter.reader"), hint: context.t("letter.readerHint")),
                    .text("purpose", label: context.t("letter.purpose"), hint: context.t("letter.purposeHint")),
                ]
            }
        },
        Act("letter-take", roles: [.townshipClerk]) { reader, scene, call in
            let context = call.context
            let number = reader.text("number", label: context.t("letter.number"), lengthMax: 60)
            let office = reader.text("office", label: context.t("letter.writer"))
            let people = reader.text("people", label: context.t("letter.people"))
            let purpose = reader.text("purpose", label: context.t("letter.says"))
            let last = reader.date("validThrough", label: context.t("certificate.through"))
            let way = reader.text("way", label: context.t("letter.way"))
            guard let number, let office, let people, let purpose, let last, let way else { return nil }
            return try await call.perform(
                TakeStatusLetter(
                    caseID: scene.caseID,
                    content: StatusLetterContent(
                        number: number, people: people, office: office, purpose: purpose, way: way),
                    validThrough: last))
        }.with { act in
            act.fields = { _, context in
                [
                    .text("number", label: context.t("letter.number"), lengthMax: 60, width: .medium),
                    .text("office", label: context.t("letter.writer")),
                    .text("people", label: context.t("letter.people")),
                    .text("purpose", label: context.t("letter.says")),
                    .date("validThrough", label: context.t("certificate.through")),
                    .text("way", label: context.t("letter.way"), hint: context.t("letter.wayHint")),
                ]
            }
        },
        Act("letter-answer", roles: [.townshipClerk, .townshipReviewer]) { reader, scene, call in
            let context = call.context
            let open = scene.view.letters.filter { $0.state == .asked }
            let letter = reader.choice("letter", label: context.t("letter.title"), among: open.map(\.id.text))
            let state = reader.choice("state", label: context.t("letter.result"), as: StatusLetterState.self)
            let answer = reader.text("answer", label: context.t("letter.answer"), lengthMax: 500)
            guard let letter = letter.flatMap({ StatusLetterID(text: $0) }), let state, let answer else { return nil }
            return try await call.perform(AnswerStatusLetter(letter: letter, state: state, answer: answer))
        }.with { act in
            act.fits = { scene in scene.view.letters.contains { $0.state == .asked } }
            act.fields = { scene, context in
                [
                    .select(
                        "letter", label: context.t("letter.title"),
                        scene.view.letters.filter { $0.state == .asked }.map {
                            Field.Choice($0.id.text, "\($0.content.office) \($0.content.number)")
                        }),
                    .radios(
                        "state", label: context.t("letter.result"),
                        [StatusLetterState.genuine, .notGenuine, .noAnswer].map {
                            Field.Choice($0.rawValue, context.t("letterState.\($0.rawValue)"))
                        }),
                    .textarea("answer", label: context.t("letter.answer"), lengthMax: 500),
                ]
            }
        },
    ]

    static let moves: [Act] = [
        Act("move", roles: [.townshipClerk]) { reader, scene, call in
            let context = call.context
            let target = reader.region("target", label: context.t("move.target"))
            let month = reader.text("month", label: context.t("move.month"), lengthMax: 7)
            let reason = reader.text("reason", label: context.t("step.reason"), lengthMax: 500)
            let missing = reader.text(
                "missing", label: context.t("move.missing"), isRequired: false, lengthMax: 1_500)
            let due = reader.date(
                "missingDue", label: context.t("move.missingDue"), isRequired: false)
            guard let target, let month, let reason, reader.state.isValid else { return nil }
            guard let first = try? CalendarMonth(parsing: month) else {
                reader.add("month", context.t("move.monthHint"))
                return nil
            }
            return try await call.perform(
                SendTransfer(
                    caseID: scene.caseID, seenVersion: call.seenVersion, target: target, firstMonth: first,
                    reason: reason, missing: lines(missing ?? ""), missingDue: due))
        }.with { act in
            act.fits = { $0.view.row.state.isInForce && $0.view.openTransfer?.state != .sent }
            act.fields = { scene, context in
                [
                    .text(
                        "target", label: context.t("move.target"), hint: context.t("move.targetHint"), lengthMax: 12,
                        width: .medium),
                    .text(
                        "month", label: context.t("move.month"), hint: context.t("move.monthHint"), lengthMax: 7,
                        width: .short),
                    .textarea("reason", label: context.t("step.reason"), lengthMax: 500),
                    .textarea(
                        "missing", label: context.t("move.missing"), hint: context.t("move.missingHint"),
                        isOptional: true, lengthMax: 1_500),
                    .date("missingDue", label: context.t("move.missingDue"), isOptional: true),
                ]
            }
        },
        Act("move-cancel", roles: [.townshipClerk]) { reader, scene, call in
            let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 500)
            guard let reason else { return nil }
            return try await call.perform(CancelTransfer(caseID: scene.caseID, reason: reason))
        }.with { act in
            act.isDangerous = true
            act.fits = { $0.view.openTransfer?.state == .returned }
            act.fields = { _, context in [.textarea("reason", label: context.t("step.reason"), lengthMax: 500)] }
        },
    ]

    /// What was written one a line.
    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
    }

    static let all = certificate + letters + register + moves + window
}
