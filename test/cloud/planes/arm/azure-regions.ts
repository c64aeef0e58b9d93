import { nations, type Nation } from "../../core/nation.ts";

/** A region as ARM lists it. */
export interface AzureRegion {
  readonly name: string;
  readonly displayName: string;
  readonly geographyGroup: string;
}

const governmentGroup = "US Government";

/** Name and display name, by geography group; the government's in one: ASSUMED. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Asia Pacific": {
    australiacentral: "Australia Central",
    australiaeast: "Australia East",
    australiasoutheast: "Australia Southeast",
    centralindia: "Central India",
    eastasia: "East Asia",
    indonesiacentral: "Indonesia Central",
    japaneast: "Japan East",
    japanwest: "Japan West",
    koreacentral: "Korea Central",
    koreasouth: "Korea South",
    malaysiawest: "Malaysia West",
    newzealandnorth: "New Zealand North",
    southeastasia: "Southeast Asia",
    southindia: "South India",
    westindia: "West India",
  },
  Europe: {
    austriaeast: "Austria East",
    belgiumcentral: "Belgium Central",
    francecentral: "France Central",
    francesouth: "France South",
    germanynorth: "Germany North",
    germanywestcentral: "Germany West Central",
    italynorth: "Italy North",
    northeurope: "North Europe",
    norwayeast: "Norway East",
    norwaywest: "Norway West",
    polandcentral: "Poland Central",
    spaincentral: "Spain Central",
    swedencentral: "Sweden Central",
    swedensouth: "Sweden South",
    switzerlandnorth: "Switzerland North",
    switzerlandwest: "Switzerland West",
    uksouth: "UK South",
    ukwest: "UK West",
    westeurope: "West Europe",
  },
  US: {
    centralus: "Central US",
    eastus: "East US",
    eastus2: "East US 2",
    northcentralus: "North Central US",
    southcentralus: "South Central US",
    westcentralus: "West Central US",
    westus: "West US",
    westus2: "West US 2",
    westus3: "West US 3",
  },
  Canada: {
    canadacentral: "Canada Central",
    canadaeast: "Canada East",
  },
  "South America": {
    brazilsouth: "Brazil South",
    brazilsoutheast: "Brazil Southeast",
    chilecentral: "Chile Central",
  },
  Mexico: {
    mexicocentral: "Mexico Central",
  },
  "Middle East": {
    israelcentral: "Israel Central",
    qatarcentral: "Qatar Central",
    uaecentral: "UAE Central",
    uaenorth: "UAE North",
  },
  Africa: {
    southafricanorth: "South Africa North",
    southafricawest: "South Africa West",
  },
  [governmentGroup]: {
    usdodcentral: "US DoD Central",
    usdodeast: "US DoD East",
    usgovarizona: "USGov Arizona",
    usgovtexas: "USGov Texas",
    usgovvirginia: "USGov Virginia",
  },
};

/** Regions of the public and the government clouds, by name. */
const azureRegions: readonly AzureRegion[] = Object.entries(names)
  .flatMap(([geographyGroup, regions]) => Object.entries(regions).map(([name, displayName]) => ({ name, displayName, geographyGroup })))
  .sort((left, right) => (left.name < right.name ? -1 : 1));

/**
 * Regions of the nation's cloud, by name. Source: `az account list-locations`, from memory: ASSUMED complete enough; a region
 * that is not listed is refused as an unavailable one. ASSUMED: each cloud lists and takes its own regions and no other's.
 */
export function regionsOf(nation: Nation = nations.public): readonly AzureRegion[] {
  return azureRegions.filter(({ geographyGroup }) => (geographyGroup === governmentGroup) === (nation.name !== "public"));
}

/** ARM compares regions without case and blanks: `Sweden Central` is `swedencentral`. */
export function toRegionName(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}
