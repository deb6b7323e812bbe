package import Primitives
package import SQLText

/// Whose families and cases a statement may touch.
///
/// The one place where this is decided, below every query.
///
/// A statement names a family table only through `scope.table(.aidCase)` or `scope.covers(.aidCase)`: both carry the
/// condition, so that a clerk of one township cannot reach another's family by any list, count, search, export or
/// guessed id.
package struct Scope: Sendable {
    private enum Kind: Sendable {
        case region(RegionCode, on: CivilDate)
        case account(AccountID)
        case everything(reason: String)
    }

    private let kind: Kind

    /// What a post of this region sees on this day: cases handled inside it, and families granted to it then.
    package static func region(_ code: RegionCode, on day: CivilDate) -> Scope { Scope(kind: .region(code, on: day)) }

    /// What a signed-in citizen sees: the cases of the own account.
    package static func account(_ id: AccountID) -> Scope { Scope(kind: .account(id)) }

    /// Everything, for work that no person asked for.
    ///
    /// Every use is listed, with its reason, in `docs/system-scope.md`.
    package static func system(_ reason: StaticString) -> Scope { Scope(kind: .everything(reason: "\(reason)")) }

    /// The tables of families, people and cases.
    package enum Table: String, Sendable, CaseIterable {
        case family, person, aidCase = "aid_case"
        case familyMember = "family_member"
        case personPhone = "person_phone"
        case personAddress = "person_address"
        case identityDocument = "identity_document"
        case caseMember = "case_member"
        case caseEvent = "case_event"
        case caseRelation = "case_relation"
        case supplementNotice = "supplement_notice"
        case verificationReport = "verification_report"
        case householdVisit = "household_visit"
        case determination
        case caseSorting = "case_sorting"
        case opinion
        case publicityNotice = "publicity_notice"
        case noticeObjection = "notice_objection"
        case issuedDocument = "issued_document"
        case shownScreen = "shown_screen"
        case caseUpload = "upload"
        case caseAuthorization = "verification_authorization"
        case relayExchange = "relay_exchange"
        case reportIssue = "report_issue"
        case reportDoubt = "report_doubt"
        case reportObjection = "report_objection"
        case correctionTicket = "correction_ticket"
        case matchSuppression = "match_suppression"
        case caseReview = "case_review"
        case adverseNotice = "adverse_notice"
        case recovery
        case remedyProceeding = "remedy_proceeding"
        case award
        case payItem = "pay_item"
        case payBatch = "pay_batch"
        case retroactiveLine = "retroactive_line"
        case verificationRun = "verification_run"
        case verificationMatch = "verification_match"
        case verificationTask = "verification_task"
        case linkReview = "link_review"
        case familyDuty = "family_duty"
        case supportObligor = "support_obligor"
        case aidCertificate = "aid_certificate"
        case certificateEvent = "certificate_event"
        case statusLetter = "status_letter"
        case agencyMandate = "agency_mandate"
        case townshipTransfer = "township_transfer"
        case windowHandover = "window_handover"
        case informCommitment = "inform_commitment"
        case provisionalApproval = "provisional_approval"
        case creditEntry = "credit_entry"
        case creditStep = "credit_step"
        case medicalNotice = "medical_notice"
        case medicalRecognition = "medical_recognition"
        case aidFirst = "aid_first"
        case reserveEntry = "reserve_entry"
        case caseConference = "case_conference"
        case conferenceUndertaking = "conference_undertaking"
        case appraisal
        case decisionMeeting = "decision_meeting"
        case official
        case samplingPlan = "sampling_plan"
        case samplingItem = "sampling_item"
        case samplingFinding = "sampling_finding"
        case documentMark = "document_mark"
        case documentPrint = "document_print"
        case caseArchive = "case_archive"
        case caseReminder = "case_reminder"
        case standingPosting = "standing_posting"
        case hotlineTicket = "hotline_ticket"
        case caseComplaint = "case_complaint"
        case samplingCorrection = "sampling_correction"
        case lead
        case leadReminder = "lead_reminder"
    }

    /// The table cut down to the scope, to stand after FROM or JOIN; give it an alias with AS.
    package func table(_ table: Table) -> Statement {
        if case .everything = kind { return Statement(sql: table.rawValue) }
        return "(SELECT * FROM \(raw: table.rawValue) WHERE \(covers(table)))"
    }

    /// The condition that a row of the table (named without alias) lies in the scope, for UPDATE and DELETE.
    package func covers(_ table: Table) -> Statement {
        if case .everything = kind { return "1 = 1" }
        let name = table.rawValue
        switch table {
        case .aidCase: return caseCondition("aid_case")
        case .family: return familyCondition("family.id")
        case .award: return familyCondition("award.family_id")
        case .retroactiveLine: return familyCondition("retroactive_line.family_id")
        case .familyMember: return familyCondition("family_member.family_id")
        case .familyDuty, .supportObligor: return familyCondition("\(name).family_id")
        case .verificationMatch, .verificationTask: return familyCondition("\(name).family_id")
        case .verificationRun, .linkReview, .official, .lead: return regionCondition("\(name).region_code")
        case .person: return personCondition("person.id")
        case .personPhone, .personAddress, .identityDocument: return personCondition("\(name).person_id")
        case .payBatch: return regionCondition("pay_batch.county_code")
        case .leadReminder:
            return "EXISTS (SELECT 1 FROM lead WHERE lead.id = lead_reminder.lead_id AND \(covers(.lead)))"
        case .samplingPlan: return regionCondition("sampling_plan.county_code")
        case .reserveEntry: return regionCondition("reserve_entry.township_code")
        case .standingPosting: return regionCondition("standing_posting.region_code")
        case .hotlineTicket: return regionCondition("hotline_ticket.region_code")
        case .issuedDocument:
            return """
                (EXISTS (SELECT 1 FROM aid_case WHERE aid_case.id = issued_document.case_id
                AND \(caseCondition("aid_case")))
                OR (issued_document.case_id IS NULL AND \(regionCondition("issued_document.region_code"))))
                """
        case .documentMark, .documentPrint:
            return """
                EXISTS (SELECT 1 FROM issued_document WHERE issued_document.id = \(raw: name).document_id
                AND \(covers(.issuedDocument)))
                """
        case .payItem:
            return """
                EXISTS (SELECT 1 FROM award WHERE award.id = pay_item.award_id
                AND \(familyCondition("award.family_id")))
                """
        default:
            return
                """
                EXISTS (SELECT 1 FROM aid_case WHERE aid_case.id = \(raw: name).case_id
                AND \(caseCondition("aid_case")))
                """
        }
    }

    /// Whether a region lies in the scope; an account's scope holds no region.
    package func contains(_ code: RegionCode) -> Bool {
        switch kind {
        case .region(let own, _): own.contains(code)
        case .account: false
        case .everything: true
        }
    }

    private func caseCondition(_ table: String) -> Statement {
        switch kind {
        case .region: regionCondition("\(table).region_code")
        case .account(let id): "\(raw: table).account_id = \(id)"
        case .everything: "1 = 1"
        }
    }

    private func familyCondition(_ column: String) -> Statement {
        switch kind {
        case .region(_, let day):
            """
            EXISTS (SELECT 1 FROM family_grant WHERE family_grant.family_id = \(raw: column)
            AND family_grant.valid_from <= \(day) AND (family_grant.valid_to IS NULL OR family_grant.valid_to > \(day))
            AND \(regionCondition("family_grant.region_code")))
            """
        case .account(let id):
            """
            EXISTS (SELECT 1 FROM account_person
            JOIN family_member ON family_member.person_id = account_person.person_id
            WHERE family_member.family_id = \(raw: column) AND family_member.valid_to IS NULL
            AND account_person.account_id = \(id))
            """
        case .everything: "1 = 1"
        }
    }

    private func personCondition(_ column: String) -> Statement {
        switch kind {
        case .region:
            """
            (EXISTS (SELECT 1 FROM family_member AS scope_member WHERE scope_member.person_id = \(raw: column)
            AND \(familyCondition("scope_member.family_id")))
            OR EXISTS (SELECT 1 FROM case_member AS scope_party JOIN aid_case AS scope_case
            ON scope_case.id = scope_party.case_id WHERE scope_party.person_id = \(raw: column)
            AND \(caseCondition("scope_case"))))
            """
        case .account(let id):
            """
            EXISTS (SELECT 1 FROM account_person WHERE account_person.person_id = \(raw: column)
            AND account_person.account_id = \(id))
            """
        case .everything: "1 = 1"
        }
    }

    /// A region and all below it: codes are digits, and ':' follows '9' in byte order.
    private func regionCondition(_ column: String) -> Statement {
        switch kind {
        case .region(let code, _):
            "(\(raw: column) >= \(code) AND \(raw: column) < \(code.text + ":"))"
        case .account: "1 = 0"
        case .everything: "1 = 1"
        }
    }
}
