import Testing
import Verification

@Suite struct CheckSentenceTests {
    /// The sentence of the one hit of a family with cars, as a check says it.
    private static func sentence(_ sentence: String, cars: Int = 2, declared: Int = 0, plate: String = "") throws
        -> String
    {
        var files = try CheckRulesTests.catalogue(CheckRulesTests.check)
        files[BrokenCatalogue.cars] = files[BrokenCatalogue.cars]?
            .replacing("label: 状态, type: text,", with: "label: 状态, type: text, optional: true,")
        files["national/checks/V01.yaml"] = """
            code: V01
            subject: household
            severity: yellow
            kind: property
            label: 有车
            legalBasis: 测试
            sentence: '\(sentence)'
            aggregates:
              - of: cars
                key: owner
                give: {carsHeld: count, firstCar: min(status), carOwner: min(owner)}
            hit: carsHeld > declared_vehicles
            observed: carsHeld
            limit: declared_vehicles
            evidence: 'firstCar_given ? firstCar : ""'

            """
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.writeBelow(text, as: name) }
        let book = try CheckBook.load(folder: "\(folder.path)/national")
        let story = try #require(NationalStory.all.first)
        let rows = (0..<cars).map { _ in "cars owner=父 status=\(plate)" }
        let declared = TownRow("household declared_vehicles=\(declared)")
        let town = try NationalTown([story.with(household: declared.fields)], book: book, isQuiet: false) { _ in
            rows.map { TownRow($0) }
        }
        let result = try town.run()
        return try result.sentence(of: #require(result.hits.first))
    }

    @Test func `a limit of zero and missing evidence have words of their own`() throws {
        let text = "登记{observed}辆，{limit|没有申报|申报#辆}{evidence||，其中一辆状态是#}。"
        #expect(try Self.sentence(text) == "登记2辆，没有申报。")
        #expect(try Self.sentence(text, declared: 1) == "登记2辆，申报1辆。")
        #expect(try Self.sentence(text, plate: "scrapped") == "登记2辆，没有申报，其中一辆状态是报废。")
    }

    @Test func `yuan are grouped and other units are not`() throws {
        #expect(try Self.sentence("共{observed}元。", cars: 1234) == "共1,234元。")
        #expect(try Self.sentence("共{observed}辆{other}。", cars: 1234) == "共1234辆{other}。")
    }
}
