import Foundation
import Primitives
import Testing
import Verification

/// The life of one question to the platform above: sent, taken, answered in parts, late, given up.
@Suite struct RelayExchangeTests {
    let terms: RelayTerms
    let question: RelayQuestion
    let start: Instant

    init() throws {
        terms = try RelayTerms.load(file: RelayTermsTests.file)
        let day = try CivilDate(parsing: "2026-03-02")
        start = Instant(chinaDate: day, hour: 9, minute: 0, second: 0)
        question = RelayQuestion(
            number: "SJ371621-2026-000001", askedBy: "孙武街道", purpose: "低保审核确认", on: day,
            people: [
                RelayPerson(
                    key: "m1", idNumber: "11010519491231002X", name: "赵小龙",
                    authorization: RelayAuthorization(number: "SQ-1", validThrough: day)),
                RelayPerson(
                    key: "m2", idNumber: "371603199409130941", name: "高莉真",
                    authorization: RelayAuthorization(number: "SQ-2", validThrough: day.adding(days: -1))),
            ], terms: terms)
    }

    private func answer(_ person: String, _ item: String, _ status: AnswerStatus) -> RelayAnswer {
        let isFound = status == .hit || status == .nameMismatch
        return RelayAnswer(
            RelayPair(person: person, item: item), status, source: "省库",
            asOf: status == .noAnswer || status == .error ? nil : question.asOf,
            records: isFound ? [RelayRecord(label: "定期存款", amountFen: 5_000_000)] : [])
    }

    private func part(_ sequence: Int, last: Bool = false, _ answers: [RelayAnswer] = []) -> RelayPart {
        RelayPart(number: question.number, sequence: sequence, isLast: last, answers: answers)
    }

    private func taken() -> RelayExchange {
        var exchange = RelayExchange(question, terms: terms, at: start)
        exchange.take(receipt: "R-1", at: start, terms: terms)
        return exchange
    }

    @Test func `a bank is not asked about somebody whose authorisation has run out`() {
        #expect(
            question.pairs.map { "\($0.person) \($0.item)" } == [
                "m1 province_deposit", "m1 province_realty", "m1 province_aid", "m2 province_realty",
                "m2 province_aid",
            ])
        #expect(question.answerBy.text == "2026-03-07")
    }

    @Test func `a broken line is tried again after a growing wait and leaves everything unanswered`() {
        var exchange = RelayExchange(question, terms: terms, at: start)
        exchange.fail("断了", at: start, terms: terms)
        #expect(exchange.state == .waiting && exchange.nextAttempt == start.adding(seconds: 30))
        exchange.fail("断了", at: exchange.nextAttempt, terms: terms)
        #expect(exchange.nextAttempt == start.adding(seconds: 90))
        let silent = RelayStanding(terms: terms, exchange: exchange, answers: []).sourceAnswers(queriedAt: start)
        #expect(silent.count == 6 && silent.allSatisfy { $0.status == .noAnswer })
        #expect(silent[0].reason == "还没有送达省级核对平台，正在重试")
        #expect(silent[3].reason == "发问时本人没有有效授权，没有向省级核对平台查询")
        exchange.take(receipt: "R-1", at: start, terms: terms)
        #expect(exchange.state == .taken && exchange.failures == 0 && exchange.lastError == nil)
    }

    @Test func `parts are taken once and in turn`() {
        var exchange = taken()
        #expect(exchange.take(nil, at: start, terms: terms).isEmpty)
        #expect(exchange.nextAttempt == start.adding(seconds: 300))
        let realty = [answer("m1", "province_realty", .noHit)]
        #expect(exchange.take(part(2, realty), at: start, terms: terms).isEmpty && exchange.lastSequence == 0)
        #expect(exchange.take(part(1, realty), at: start, terms: terms) == realty)
        #expect(exchange.nextAttempt == start)
        #expect(exchange.take(part(1, realty), at: start, terms: terms).isEmpty)
        #expect(exchange.take(part(2, last: true), at: start, terms: terms).isEmpty)
        #expect(exchange.state == .complete && !exchange.isOpen)
    }

    @Test(arguments: [
        ("2026-03-07", RelayExchange.State.taken), ("2026-03-08", .overdue), ("2026-04-06", .overdue),
        ("2026-04-07", .expired),
    ])
    func `past its days an exchange is overdue, then given up`(day: String, state: RelayExchange.State) throws {
        var exchange = taken()
        exchange.begin(try CivilDate(parsing: day))
        #expect(exchange.state == state)
    }

    @Test func `a finding is not undone by a later silence, and a later answer replaces a silence`() {
        let standing = RelayStanding(
            terms: terms, exchange: taken(),
            answers: [
                answer("m1", "province_deposit", .error), answer("m1", "province_deposit", .hit),
                answer("m1", "province_deposit", .noAnswer), answer("m2", "province_aid", .noHit),
            ])
        let statuses = standing.sourceAnswers(queriedAt: start).map(\.status)
        #expect(statuses == [.hit, .noAnswer, .noAnswer, .noAnswer, .noAnswer, .noHit])
    }

    @Test func `a reply that does not answer the question is refused with every fault`() throws {
        func faults(_ part: RelayPart) throws -> [String] {
            let bytes = Array(try JSONEncoder().encode(part))
            return (#expect(throws: RelayFault.self) { try RelayPart(checking: bytes, for: question) })?.faults ?? []
        }
        let pair = RelayPair(person: "m1", item: "province_realty")
        let bad = RelayPart(
            number: "SJ371621-2026-000002", sequence: 0, isLast: true,
            answers: [
                RelayAnswer(pair, .noHit, source: "省库"), RelayAnswer(pair, .hit, source: "省库", asOf: question.asOf),
                answer("m2", "province_deposit", .noHit), answer("m3", "province_aid", .noHit),
                RelayAnswer(
                    RelayPair(person: "m1", item: "province_aid"), .noAnswer, source: "省库",
                    records: [RelayRecord(label: "低保")]),
            ])
        #expect(try faults(bad).count == 8)
        #expect(throws: RelayFault.self) { try RelayPart(checking: Array("<html>".utf8), for: question) }
        #expect(throws: RelayFault.self) { try RelayPart(checking: [], for: question) }
        let cut = Array(try JSONEncoder().encode(part(1, [answer("m1", "province_aid", .noHit)])).dropLast(1))
        #expect(throws: RelayFault.self) { try RelayPart(checking: cut, for: question) }
        let good = part(1, last: true, [answer("m1", "province_aid", .nameMismatch)])
        #expect(try RelayPart(checking: Array(try JSONEncoder().encode(good)), for: question) == good)
    }
}
