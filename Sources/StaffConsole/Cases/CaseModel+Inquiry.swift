import Casework
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// What was found, computed and decided.
extension CaseModel {
    /// Whether a comparison was asked for and has not answered on the present facts.
    var isComparing: Bool {
        view.row.state == .investigating
            && !view.reports.contains { $0.entry.factsVersion == view.row.factsVersion }
    }

    var visits: [Fields] {
        view.visits.map { visit in
            let findings = visit.readableFindings
            let first = view.staffNames[visit.firstVisitorID] ?? ""
            return [
                "purpose": words.word(visit.purpose.chinese, context.t("visitPurpose.\(visit.purpose.rawValue)")),
                "day": formats.date(visit.visitedOn), "visitors": "\(first)、\(visit.secondVisitorName)",
                "signer": visit.householdSigner.isEmpty ? nil : mask(visit.householdSigner),
                "damaged": findings == nil ? context.t("visit.damaged") : nil,
                "living": findings.map { mask($0.livingConditions) },
                "housing": findings.flatMap { $0.housing.isEmpty ? nil : mask($0.housing) },
                "income": findings.flatMap { $0.incomeRemarks.isEmpty ? nil : mask($0.incomeRemarks) },
                "members": (findings?.members ?? []).map(visited),
                "place": findings.flatMap { $0.placeNote.isEmpty ? nil : mask($0.placeNote) },
                "neighbours": (findings?.neighbours ?? []).map { mask($0.words) },
                "photos": (findings?.photoIDs ?? []).enumerated().map {
                    Link("\(context.t("visit.photo")) \($0 + 1)", "/staff/uploads/\($1.text)")
                },
            ]
        }
    }

    private func visited(_ member: VisitedMember) -> Fields {
        func answer(_ key: String, _ value: Bool?) -> String? {
            value.map { "\(context.t(key))：\(context.t($0 ? "answer.yes" : "answer.no"))" }
        }
        let facts = [
            answer("visit.seen", member.wasSeen), answer("visit.ill", member.isSeriouslyIll),
            answer("visit.able", member.isAbleToWork), answer("visit.carer", member.isCarer),
            member.employment.map { context.t("work.\($0.rawValue)") },
            member.note.isEmpty ? nil : mask(member.note),
        ]
        return ["name": name(of: member.number), "facts": facts.compactMap { $0 }.joined(separator: "；")]
    }

    func name(of number: Int) -> String { view.members.first { $0.number == number }?.nameMasked ?? String(number) }

    var determination: Fields? {
        guard let found = scene.determination else { return nil }
        let (print, changes) = ("/staff/determinations/\(found.id.text)", found.sheet.changes)
        return [
            "version": found.version, "day": formats.date(found.day), "outcome": words.outcome(found.outcome),
            "amount": found.amount == .zero ? nil : formats.money(found.amount), "isOld": !found.isPresent,
            "isPolicyOld": found.isPresent && found.isPolicyChanged,
            "conclusion": found.sheet.conclusion.map { mask($0) }, "sum": found.sheet.sum.map { mask($0) },
            "hasSum": !found.sheet.sum.isEmpty,
            "tests": found.sheet.tests.map { test in
                [
                    "label": test.label, "measured": test.measuredText, "limit": test.limitText,
                    "citation": test.citation, "tag": verdict(test.verdict),
                ] as Fields
            },
            "hasItems": !found.sheet.items.isEmpty, "readings": found.sheet.readings.map { mask($0) },
            "hasReadings": !found.sheet.readings.isEmpty,
            "items": found.sheet.items.map { item in
                [
                    "label": mask(item.label), "amount": item.amount, "reason": mask(item.reason),
                    "source": mask(item.source),
                    "counted": StatusTag(
                        context.t(item.counted ? "counted.yes" : "counted.no"), item.counted ? .info : .neutral),
                ] as Fields
            },
            "questions": found.questions.map { mask($0.question) }, "hasQuestions": !found.questions.isEmpty,
            "changes": (changes?.nearest ?? []).map { mask($0) }, "hasChanges": changes?.all.isEmpty == false,
            "others": (changes?.others ?? []).map { mask($0) }, "print": print, "pdf": "\(print)/pdf",
            "text": "\(print)/text",
            "hash": String(found.hash.prefix(16)),
        ]
    }

    private func verdict(_ verdict: TestOutcome.Verdict) -> StatusTag {
        switch verdict {
        case .pass: StatusTag(context.t("verdict.pass"), .ok)
        case .fail: StatusTag(context.t("verdict.fail"), .bad)
        case .open: StatusTag(context.t("verdict.open"), .warn)
        }
    }
}
