import FoundationEssentials
package import Primitives
package import Storage
import Verification

/// Asks the higher verification platform about the members of a case: once for each version of its facts.
///
/// The question waits in the store until the platform has taken it. Sources bound to an authorisation are asked only
/// for people who gave one. It asks again, once nothing more is fetched for the question before, when somebody signs
/// afterwards, and about everything that was never answered when the days for late answers have passed.
package struct AskHigherPlatform: Command {
    package static let name = "relay.askHigherPlatform"
    /// The case.
    package var caseID: CaseID

    /// Takes the case.
    package init(caseID: CaseID) { self.caseID = caseID }

    /// Answers the exchange, the one already begun when there is one.
    package func run(in context: CommandContext) throws -> Outcome<RelayID> {
        guard CaseComparison.mayAsk(context.actor) else { return .refused([.notAllowed]) }
        guard let terms = context.bureau.relay else { return .refused([.noHigherPlatform]) }
        let file = try CaseFile(caseID, in: context)
        let begun = try context.store.relay(of: caseID, factsVersion: file.row.factsVersion, in: context.scope)
        guard let comparison = try CaseComparison(caseID, number: "", in: context) else {
            return begun.map { .done($0.id) } ?? .refused([.notInvestigating])
        }
        if let begun, try !isWorthAskingAgain(begun, comparison.request, terms, in: context) { return .done(begun.id) }
        let question = RelayQuestion(
            number: try number(for: file.row.region, in: context), askedBy: comparison.request.commissionedBy,
            purpose: comparison.request.purpose, on: context.today,
            people: Self.people(comparison.request, on: context.today), terms: terms,
            follows: begun.flatMap { $0.lateThrough < context.today ? $0.number : nil })
        guard !question.pairs.isEmpty else { return .refused([.nothingToAskAbove]) }
        let exchange = RelayExchange(question, terms: terms, at: context.now)
        let row = RelayRow(
            id: begun?.id ?? context.store.ids.next(), caseID: caseID, factsVersion: file.row.factsVersion,
            number: question.number, state: exchange.state.rawValue, nextAttempt: exchange.nextAttempt,
            askedPairs: question.pairs.count, answerBy: question.answerBy, lateThrough: exchange.lateThrough,
            question: try StoreTransaction.json(question), createdAt: context.now)
        if begun == nil { try context.store.insertRelay(row) } else { try context.store.askRelayAgain(row) }
        try context.audit(
            Self.name, "case", caseID.rawValue, region: file.row.region, reason: question.purpose,
            payload: String(
                decoding: try StoreTransaction.json(["number": question.number, "platform": terms.platform]),
                as: UTF8.self))
        return .done(row.id)
    }

    /// Whether no reply to the question before can still come, and somebody may be asked about now who never was, or
    /// something was never answered in all the days there were for it.
    private func isWorthAskingAgain(
        _ begun: RelayRow, _ request: ComparisonRequest, _ terms: RelayTerms, in context: CommandContext
    ) throws -> Bool {
        let exchange = try RelayExchange(begun)
        guard !exchange.isOpen || exchange.state == .waiting else { return false }
        let rows = try context.store.relayAnswers(of: begun.id)
        let answers = rows.map { RelayPair(person: $0.person, item: $0.item) }
        let allowed = RelayQuestion(
            number: begun.number, askedBy: "", purpose: "", on: context.today,
            people: Self.people(request, on: context.today), terms: terms)
        if !Set(allowed.pairs).isSubset(of: Set(exchange.question.pairs).union(answers)) { return true }
        guard context.today > exchange.lateThrough else { return false }
        let said = rows.filter { AnswerStatus(rawValue: $0.status)?.isSilent == false }
            .map { RelayPair(person: $0.person, item: $0.item) }
        return !Set(allowed.pairs).isSubset(of: said)
    }

    private static func people(_ request: ComparisonRequest, on day: CivilDate) -> [RelayPerson] {
        request.people.map { RelayPerson($0, use: request.use, on: day) }
    }

    private func number(for region: RegionCode, in context: CommandContext) throws -> String {
        let county = region.ancestor(at: .county) ?? region
        let year = context.today.year
        let digits = String(try context.store.nextNumber(series: "relay", region: county, year: year))
        return "SJ\(county.text)-\(year)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }
}

extension RelayPerson {
    /// A person of a comparison as a higher platform is told about them.
    init(_ person: ComparedPerson, use: VerificationPurpose, on day: CivilDate) {
        self.init(
            key: person.key, idNumber: person.id.text, name: person.name,
            authorization: person.paper(for: use, on: day).map {
                RelayAuthorization(number: $0.number, validThrough: $0.validThrough)
            })
    }
}

extension Reason {
    /// No platform above is configured.
    static let noHigherPlatform = Reason(
        "noHigherPlatform", "本地没有配置上级核对平台。请联系管理人员在 catalogue/relay.yaml 和服务配置中设置。",
        "No higher verification platform is set up here. Ask the administrator to set it up.")
    /// Nothing may be asked: every item needs an authorisation that nobody gave.
    static let nothingToAskAbove = Reason(
        "nothingToAskAbove", "没有可以向上级平台查询的内容：家庭成员都没有有效授权。请先取得授权。",
        "There is nothing that may be asked above: no member has a valid authorisation. Get one first.")
}
