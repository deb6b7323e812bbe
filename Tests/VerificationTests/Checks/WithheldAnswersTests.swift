import Columns
import Primitives
import Testing
import Verification

/// People who have not authorised the question: nothing of theirs is read, and nothing is concluded from that.
@Suite struct WithheldAnswersTests {
    /// A check beside those of the reference catalogue.
    static func book(_ checks: String...) throws -> CheckBook {
        let files = checks.enumerated().map { number, text in
            (
                name: "checks/X0\(number + 1).yaml",
                text: """
                code: X0\(number + 1)
                severity: red
                label: 试验
                legalBasis: 社会救助暂行办法第五十八条
                sentence: '{observed}元。'
                \(text)
                """
            )
        }
        return try CheckBook(catalogue: try ReferenceData.catalogue(), files: try ReferenceChecks.files() + files)
    }

    static func status(_ result: CheckResult, _ code: String, _ name: String = "") throws -> CheckStatus {
        let check = try #require(result.book.checks.firstIndex { $0.code == code })
        return result.status(of: check, household: "H1", person: name.isEmpty ? "" : CheckedCity.id(name))
    }

    static func reason(_ result: CheckResult, _ code: String, _ name: String = "") throws -> String? {
        let check = try #require(result.book.checks.firstIndex { $0.code == code })
        return result.reason(of: check, household: "H1", person: name.isEmpty ? "" : CheckedCity.id(name))
    }

    @Test func `a person whose rows may not be read has no answer, and the others have theirs`() throws {
        let city = try CheckedCity(
            CheckedCity.quiet + ["insurance id_no=母 status=A annual_premium=99999.00"],
            book: try CheckBook.reference.get())
        let result = try city.run(authorized: ["insurance": ["父", "子"]])
        #expect(try Self.status(result, "R22", "母") == .noAnswer)
        #expect(try Self.status(result, "R22", "父") == .noHit)
        let reason = try #require(try Self.reason(result, "R22", "母"))
        #expect(reason.contains("保险") && reason.contains(CheckedCity.id("母").suffix(4)), "\(reason)")
        #expect(try Self.reason(result, "R22", "父") == nil)
        #expect(try Self.status(try city.run(authorized: ["insurance": ["母"]]), "R22", "母") == .hit)
        #expect(try Self.status(try city.run(), "R22", "母") == .hit, "without a list nobody's rows are withheld")
    }

    @Test func `a household with such a member has no answer, unless the others already make it a hit`() throws {
        let book = try CheckBook.reference.get()
        let some = ["deposit": ["父", "子"], "securities": ["父", "母", "子"]]
        for (balance, wanted) in [("72000.00", CheckStatus.noAnswer), ("72000.01", .hit)] {
            let rows = ["deposit id_no=父 balance=\(balance)", "deposit id_no=母 balance=1.00"]
            let result = try CheckedCity(CheckedCity.quiet + rows, book: book).run(authorized: some)
            #expect(try Self.status(result, "R09") == wanted)
            #expect(try Self.status(result, "R10") == .noHit, "everyone has authorised that one")
            #expect(try (Self.reason(result, "R09") == nil) == (wanted == .hit))
        }
    }

    @Test func `a dataset that is not listed is read of nobody`() throws {
        let city = try CheckedCity(
            CheckedCity.quiet + ["deposit id_no=父 balance=99999.00"], book: try CheckBook.reference.get())
        #expect(try Self.status(try city.run(authorized: ["insurance": ["父"]]), "R09") == .noAnswer)
    }

    @Test func `rows that were not read are never a hit for being none`() throws {
        let book = try Self.book(
            """
            subject: person
            aggregates:
              - {of: deposit, key: id_no, give: {ownAccounts: count}}
            hit: ownAccounts == 0
            observed: ownAccounts
            limit: 1
            """)
        let result = try CheckedCity(CheckedCity.quiet, book: book).run(authorized: ["deposit": ["父"]])
        #expect(try Self.status(result, "X01", "母") == .noAnswer)
        #expect(try Self.status(result, "X01", "父") == .hit, "of 父 it is known that there is none")
        #expect(result.hits.count == 1)
    }

    @Test func `a person's check over the household's rows lacks those of any member`() throws {
        let book = try Self.book(
            """
            subject: person
            aggregates:
              - {of: deposit, key: id_no, for: household, give: {allDeposits: sum(balance)}}
              - {of: vehicle, key: owner_id, where: allDeposits > yuan(5), give: {carsOfRich: count}}
            hit: carsOfRich > 0
            observed: carsOfRich
            limit: 0
            """)
        let city = try CheckedCity(
            CheckedCity.quiet + ["deposit id_no=母 balance=9.00", "vehicle owner_id=父 vtype=B"], book: book)
        #expect(try Self.status(try city.run(), "X01", "父") == .hit)
        #expect(try Self.status(try city.run(authorized: ["deposit": ["父", "子"]]), "X01", "父") == .noAnswer)
    }

    @Test func `a spouse outside the household who has signed nothing is not read either`() throws {
        let book = try Self.book(
            """
            subject: person
            aggregates:
              - {of: deposit, key: id_no, for: person, give: {savings: sum(balance)}}
              - {person: spouse, give: {spouseSavings: savings}}
            hit: spouseSavings > yuan(5)
            observed: spouseSavings
            limit: yuan(5)
            """)
        let city = try CheckedCity(
            CheckedCity.quiet + [
                "marriage id_a=父 id_b=外人 kind=M reg_date=2020-01-01 cert_no=J1", "deposit id_no=外人 balance=9.00",
            ], book: book)
        let family = ["父", "母", "子"]
        #expect(try Self.status(try city.run(authorized: ["deposit": family + ["外人"]]), "X01", "父") == .hit)
        let result = try city.run(authorized: ["deposit": family])
        #expect(try Self.status(result, "X01", "父") == .noAnswer)
        #expect(try Self.status(result, "X01", "母") == .noHit)
    }

    @Test func `a household is clear only when every check has an answer`() throws {
        let book = try CheckBook.reference.get()
        let city = try CheckedCity(CheckedCity.quiet, book: book)
        #expect(try city.run().verdict(of: "H1") == .clear)
        let result = try city.run(authorized: ["insurance": ["父", "子"]])
        #expect(result.verdict(of: "H1") == .unanswered)
        #expect(String(decoding: CheckFiles.report(result), as: UTF8.self).contains("CLEAR"), "as the reference has it")
        #expect(
            try CheckedCity(CheckedCity.quiet, book: book, without: ["vehicle"]).run().verdict(of: "H1") == .unanswered)
        let car = ["vehicle owner_id=父 vtype=K status=A assessed_value=99999.00"]
        #expect(try CheckedCity(CheckedCity.quiet + car, book: book).run().verdict(of: "H1") == .hit(.red))
    }
}
