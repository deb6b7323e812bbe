package import Casework
import Policies
package import Primitives
import Sealing
import Storage

/// What a paper is issued with: the facts for its template, the place and body it concerns, and whose it is.
package struct PaperOrder: Sendable {
    /// The kind.
    package var kind: DocumentKind
    /// The place it concerns: the case's village, or the village, township or county of a paper of no case.
    package var place: RegionCode
    /// The case; nil for papers of no case.
    package var caseID: CaseID?
    /// Who confirms, for papers of the competent body.
    package var body: CompetentBody
    /// The applicant, for papers that the family issues itself.
    package var family: String
    /// The applicant's own phone, as the form has it; empty when there is none.
    package var phone: String
    /// What is known.
    package var facts: PaperFacts

    /// A paper of a place, with what is known.
    package init(
        _ kind: DocumentKind, at place: RegionCode, caseID: CaseID? = nil, body: CompetentBody = .county,
        family: String = "", phone: String = "", facts: PaperFacts
    ) {
        self.kind = kind
        self.place = place
        self.caseID = caseID
        self.body = body
        self.family = family
        self.phone = phone
        self.facts = facts
    }
}

/// The body that issues a paper, as it signs and as its numbers begin.
package struct PaperIssuer: Sendable {
    let region: RegionCode
    let name: String
    let abbreviation: String

    /// The body for a kind at a place: village, township, county or centre, as the catalogue of documents has it.
    init(_ order: PaperOrder, in context: CommandContext) throws {
        let township = order.place.ancestor(at: .township) ?? order.place
        let county = order.place.ancestor(at: .county) ?? order.place
        let countyName = try context.store.regionName(county)
        let issuer = order.kind.entry.issuer
        let isCounty = issuer == .competentBody ? order.body == .county : issuer == .county
        region = isCounty || issuer == .centre ? county : township
        // Two townships of one name in different counties must not give out the same number.
        let head = String(countyName.prefix(2))
        if region == township, region != county {
            let name = try context.store.regionName(township)
            abbreviation = head + Self.stem(name) + "救"
            self.name =
                switch issuer {
                case .family: order.family
                case .village: try context.store.regionName(order.place) + "村（居）民委员会"
                default: Self.body(of: name)
                }
        } else {
            // The centre's series says 核 by itself.
            abbreviation = head + (issuer == .centre ? "" : "民")
            name = countyName + (issuer == .centre ? "家庭经济状况核对中心" : "民政局")
        }
    }

    /// A body of the kind that issues such papers, invented.
    package static func sampleName(_ kind: DocumentKind) -> String {
        switch kind.entry.issuer {
        case .family: "样小明"
        case .village: "样例村村民委员会"
        case .township: "样例县样例镇人民政府"
        case .county, .competentBody: "样例县民政局"
        case .centre: "样例县家庭经济状况核对中心"
        }
    }

    /// A subdistrict has an office, a town or township a government.
    static func body(of name: String) -> String { name + (name.hasSuffix("街道") ? "办事处" : "人民政府") }

    private static func stem(_ name: String) -> String {
        let ends = ["街道", "镇", "乡", "苏木"].first { name.hasSuffix($0) && name.count > $0.count + 1 }
        return String(name.dropLast(ends?.count ?? 0))
    }
}

extension CommandContext {
    /// Issues a paper from its template under the next number of its series, signed as far as the act itself signs it.
    ///
    /// Throws when the kind has no template in force for the place: a paper is never made without one.
    @discardableResult
    package func issue(_ order: PaperOrder, by actor: Actor? = nil) throws -> DocumentID {
        let actor = actor ?? self.actor
        let template = try template(order.kind, at: order.place)
        let issuer = try PaperIssuer(order, in: self)
        var facts = order.facts
        for (label, value) in try placeFacts(template.names, at: order.place, actor) where facts.values[label] == nil {
            facts.values[label] = value
        }
        let (year, kind) = (today.year, order.kind)
        let sequence = try store.nextNumber(series: kind.rawValue, region: issuer.region, year: year)
        let number = DocumentNumber(issuer: issuer.abbreviation, kind: kind, year: year, sequence: Int(sequence))
        var content = template.compose(
            facts, number: number?.text ?? "\(kind.rawValue)-\(issuer.region.text)-\(year)-\(sequence)",
            issuer: issuer.name, on: today)
        // Whoever objects to a notice from the street is nobody of the household: nobody is asked to sign for them.
        if kind == .objectionRecord, case .system = actor {
            content.asked = SignatureStrength.none
            content.blocks.removeAll { $0.kind == .signatures }
        }
        let bytes = try StoreTransaction.json(content)
        let id = try store.insertDocument(
            kind: kind.rawValue, number: content.number, title: content.title, content: bytes, caseID: order.caseID,
            region: order.place, actor: actor.row, at: now, on: today)
        let isOwnPhone = try kind.signature == .citizenCode && isOwnPhone(order.phone, of: actor)
        let digest = Digest.hex(Digest.sha256(bytes))
        for mark in PaperSeals.marks(content, digest: digest, by: actor, isOwnPhone: isOwnPhone, at: now) {
            try store.insertMark(mark, on: id, on: today, at: now)
        }
        return id
    }

    /// Whether a citizen is signed in by this very phone, and not by a helper's.
    func isOwnPhone(_ phone: String, of actor: Actor) throws -> Bool {
        guard let account = actor.account, !phone.isEmpty else { return false }
        return try store.accountID(phone: phone) == account
    }

    /// The template of a kind in force at a place today.
    package func template(_ kind: DocumentKind, at place: RegionCode) throws -> DocumentTemplate {
        guard let found = bureau.papers.template(kind, for: place, on: today) else {
            throw StoreError(.damaged, "No template of \(kind.rawValue) is in force on \(today.text).")
        }
        return found
    }

    /// What can be said of a place and of whoever acts, as far as a template names it.
    private func placeFacts(_ names: Set<String>, at place: RegionCode, _ actor: Actor) throws -> [String: String] {
        var values = ["出具日期": today.chineseText]
        func add(_ label: String, _ value: @autoclosure () throws -> String) throws {
            if names.contains(label) { values[label] = try value() }
        }
        let township = place.ancestor(at: .township) ?? place
        let county = place.ancestor(at: .county) ?? place
        if let staff = actor.staff { values["经办人"] = staff.name }
        try add("热线", hotline(at: place))
        try add("承办单位", PaperIssuer.body(of: store.regionName(township)))
        try add("村（居）", store.regionName(place))
        try add("乡镇", store.regionName(township))
        try add("县级民政部门", store.regionName(county) + "民政局")
        try add("核对机构", store.regionName(county) + "家庭经济状况核对中心")
        guard !names.isDisjoint(with: ["复议机关", "复议期限", "诉讼期限"]) else { return values }
        let limits = try policies(on: today).procedureLimits(for: place, on: today)
        values["复议机关"] = try store.regionName(county) + "人民政府"
        values["复议期限"] = "\(limits.reconsiderationDays)日"
        values["诉讼期限"] = "\(limits.litigationMonths)个月"
        return values
    }
}

/// What the act of issuing signs by itself.
enum PaperSeals {
    /// The marks a paper bears from the moment it is issued.
    ///
    /// Whoever is signed in under a post signs as staff; the body's seal is put on by a post of that body, an adverse
    /// act's only by somebody who may decide; a citizen signed in by the own phone has signed by its code.
    static func marks(
        _ content: DocumentContent, digest: String, by actor: Actor, isOwnPhone: Bool, at instant: Instant
    ) -> [SignedMark] {
        func mark(_ side: SignerSide, _ name: String, _ method: SignatureMethod) -> SignedMark {
            SignedMark(side: side, name: name, method: method, at: instant, textDigest: digest)
        }
        let kind = content.kind
        var marks: [SignedMark] = []
        if let staff = actor.staff, [.staffAndSeal, .bothSides].contains(kind.signature) {
            marks.append(mark(.staff, staff.name, .staff(staff.staffID)))
        }
        if [.seal, .staffAndSeal].contains(kind.signature), maySeal(kind.entry, actor) {
            marks.append(mark(.body, content.issuer, .seal(body: content.issuer)))
        }
        if kind.signature == .citizenCode, isOwnPhone {
            marks.append(mark(.household, content.issuer, .phoneCode(isOwnPhone: true)))
        }
        return marks
    }

    /// Whether this actor's post holds the seal of the body that issues such a paper.
    static func maySeal(_ entry: DocumentEntry, _ actor: Actor) -> Bool {
        if case .system = actor { return entry.kind.signature == .seal }
        guard let role = actor.staff?.role else { return false }
        return switch entry.issuer {
        case .family, .village: false
        case .township:
            role == .townshipReviewer || role == .countyReviewer || (role == .townshipClerk && !entry.isAdverse)
        case .county: role == .countyReviewer || role == .payer
        case .competentBody: role == .townshipReviewer || role == .countyReviewer
        case .centre: role == .verificationOfficer
        }
    }
}
