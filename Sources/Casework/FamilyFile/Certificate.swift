package import Primitives

/// Where a certificate stands.
package enum CertificateState: String, ProcedureWord {
    case valid, lost, replaced, cancelled

    /// The state in words.
    package var chinese: String {
        switch self {
        case .valid: "有效"
        case .lost: "已挂失"
        case .replaced: "已换发"
        case .cancelled: "已注销"
        }
    }
}

/// What is done to a certificate.
package enum CertificateEvent: String, ProcedureWord {
    case renew, reportLoss, findAgain, replace, cancel

    /// The event in words.
    package var chinese: String {
        switch self {
        case .renew: "年审延期"
        case .reportLoss: "挂失"
        case .findAgain: "解除挂失"
        case .replace: "补发（换发）"
        case .cancel: "注销"
        }
    }
}

/// Why something may not be done to a certificate.
package enum CertificateReason: String, RefusalReason {
    case notInForce, membersEmpty, validityWrong, replacementMissing, stillInForce

    /// The area of the codes.
    package static let area = "certificate"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .notInForce: RefusalWording("家庭不在保障中，不能发证或延期。", "The family is not in force, so there is no certificate.")
        case .membersEmpty: RefusalWording("证上没有保障成员。请核对。", "No member is named on it.")
        case .validityWrong: RefusalWording("有效期到%不合规定：应在发证之后，最长%个月。", "The validity is outside what may be set.")
        case .replacementMissing: RefusalWording("没有写明新证编号。请填写。", "The number of the next certificate is missing.")
        case .stillInForce: RefusalWording("家庭还在保障中，不能注销。请改办换发。", "The family is still in force. Replace it instead.")
        }
    }
}

/// The dated terms of certificates in a region.
package struct CertificateTerms: Hashable, Sendable {
    /// The title printed: 低保证 or 社会救助证, by region and program.
    package var titles: [Program: Cited<String>]
    /// Longest validity, in months.
    package var validMonths: Cited<Int>

    /// The terms of one region on one day.
    package init(titles: [Program: Cited<String>], validMonths: Cited<Int>) {
        self.titles = titles
        self.validMonths = validMonths
    }
}

/// A certificate of assistance (E15): paper and electronic version of the same number.
package struct Certificate: Codable, Hashable, Sendable {
    /// The number.
    package let number: String
    /// The title printed.
    package let title: String
    /// The program.
    package let program: Program
    /// Who is covered.
    package let members: [PersonID]
    /// The day of issue.
    package let issuedOn: CivilDate
    /// The last day it may be shown.
    package private(set) var validThrough: CivilDate
    /// The number that took its place; nil while none did.
    package private(set) var replacedBy: String?
    /// Where it stands.
    package private(set) var state = CertificateState.valid

    private init(
        number: String, title: String, program: Program, members: [PersonID], issuedOn: CivilDate,
        validThrough: CivilDate
    ) {
        self.number = number
        self.title = title
        self.program = program
        self.members = members
        self.issuedOn = issuedOn
        self.validThrough = validThrough
    }

    /// A certificate issued, or every reason why not; programs without a title of their own have none.
    package static func issue(
        number: String, program: Program, members: [PersonID], on day: CivilDate, validThrough: CivilDate,
        state: CaseState, terms: CertificateTerms
    ) -> Ruling<Certificate> {
        var found = Refusals<CertificateReason>()
        let title = terms.titles[program]
        found.refuse(when: !state.isInForce || title == nil, .notInForce)
        found.refuse(when: members.isEmpty, .membersEmpty)
        found.refuse(
            when: !isValid(validThrough, from: day, terms), .validityWrong, validThrough.chineseText,
            String(terms.validMonths.value))
        return found.ruling(
            Certificate(
                number: number, title: title?.value ?? "", program: program, members: members, issuedOn: day,
                validThrough: validThrough))
    }

    private static func isValid(_ day: CivilDate, from start: CivilDate, _ terms: CertificateTerms) -> Bool {
        day > start && day <= start.addingMonths(terms.validMonths.value)
    }

    /// The table of its steps.
    package static let lines = ProcedureLines<CertificateState, CertificateEvent>([
        ProcedureLine(.valid, .renew, ProcedureTable.clerk, .valid),
        ProcedureLine(.valid, .reportLoss, ProcedureTable.filers, .lost),
        ProcedureLine(.lost, .findAgain, ProcedureTable.clerk, .valid),
        ProcedureLine(.lost, .replace, ProcedureTable.clerk, .replaced, documents: [.certificate]),
        ProcedureLine(.valid, .replace, ProcedureTable.clerk, .replaced, documents: [.certificate]),
        ProcedureLine(.valid, .cancel, .peopleOrSystem(.townshipClerk), .cancelled),
        ProcedureLine(.lost, .cancel, .peopleOrSystem(.townshipClerk), .cancelled),
    ])

    /// What a step says beside its name.
    package struct Note: Hashable, Sendable {
        /// The case's state.
        package var state: CaseState
        /// The last day after a renewal.
        package var validThrough: CivilDate?
        /// The number of the next certificate.
        package var replacedBy: String

        /// What is said.
        package init(state: CaseState, validThrough: CivilDate? = nil, replacedBy: String = "") {
            self.state = state
            self.validThrough = validThrough
            self.replacedBy = replacedBy
        }
    }

    /// The certificate after a step, or every reason why not.
    package func applying(
        _ event: CertificateEvent, by actor: CaseActor, note: Note, on today: CivilDate, terms: CertificateTerms
    ) -> Ruling<Certificate> {
        var found = Refusals<CertificateReason>()
        switch event {
        case .renew:
            found.refuse(when: !note.state.isInForce, .notInForce)
            let fits = note.validThrough.map { Self.isValid($0, from: today, terms) } ?? false
            found.refuse(
                when: !fits, .validityWrong, note.validThrough?.chineseText ?? "—", String(terms.validMonths.value))
        case .replace:
            found.refuse(when: !note.state.isInForce, .notInForce)
            found.refuse(when: isBlank(note.replacedBy), .replacementMissing)
        case .cancel: found.refuse(when: note.state.isInForce, .stillInForce)
        case .reportLoss, .findAgain: break
        }
        switch Self.lines.step(event, from: state, by: actor, against: found.list) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            if event == .renew, let end = note.validThrough { after.validThrough = end }
            if event == .replace { after.replacedBy = note.replacedBy }
            return .stands(after)
        }
    }

    /// All that its QR code tells anybody: whether it is good today; no name, no program, no number.
    package func publicStatus(on today: CivilDate) -> String {
        state == .valid && issuedOn <= today && today <= validThrough ? "有效" : "无效"
    }
}
